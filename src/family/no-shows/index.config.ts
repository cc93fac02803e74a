export default definePageConfig({ navigationBarTitleText: '未到场记录' });
