export default definePageConfig({ navigationBarTitleText: '场地门口码' });
