export default definePageConfig({ navigationBarTitleText: '谁看过、谁动过' });
