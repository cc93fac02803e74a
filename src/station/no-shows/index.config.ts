export default definePageConfig({ navigationBarTitleText: '未到场的申诉' });
