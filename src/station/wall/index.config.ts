export default definePageConfig({
  navigationBarTitleText: '大屏',
  navigationStyle: 'custom',
  pageOrientation: 'auto',
});
