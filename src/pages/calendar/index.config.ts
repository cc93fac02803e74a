export default definePageConfig({ navigationBarTitleText: '月月有约' });
