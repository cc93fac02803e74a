export default definePageConfig({ navigationBarTitleText: '来当志愿者' });
