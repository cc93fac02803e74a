const inBrowser = process.env.TARO_ENV === 'h5';

export default defineAppConfig({
  pages: [
    'pages/calendar/index',
    'pages/find/index',
    'pages/mine/index',
    'pages/activity/index',
    'pages/ticket/index',
  ],
  subPackages: [
    // Fetched while the activity is being read: the form is no part of what a first visit waits for.
    { root: 'pages/register', pages: ['index'] },
    { root: 'messages', pages: ['index'] },
    // 我到了: what a resident does once, at the door.
    { root: 'arrive', pages: ['index'] },
    { root: 'family', pages: ['household/index', 'privacy/index', 'no-shows/index'] },
    {
      root: 'station',
      pages: [
        'home/index',
        'plan/index',
        'publishing/edit/index',
        'publishing/poster/index',
        'desk/roster/index',
        'desk/register/index',
        'door/gate/index',
        'door/leave/index',
        'counts/index',
        'wall/index',
        'trail/index',
        'helpers/index',
        'join/index',
        'places/index',
        'messages/index',
        'no-shows/index',
      ],
    },
    // What an area's admin keeps up to date; nobody else ever loads it.
    { root: 'admin', pages: ['almanac/index', 'no-shows/index'] },
  ],
  preloadRule: { 'pages/activity/index': { network: 'all', packages: ['pages/register'] } },
  tabBar: {
    // The browser draws its own (components/TabBar.h5), WeChat the native one, in text alone.
    custom: inBrowser,
    color: '#5c5348',
    selectedColor: '#9e2b25',
    backgroundColor: '#fbf8f1',
    borderStyle: 'white',
    list: [
      { pagePath: 'pages/calendar/index', text: '日历' },
      { pagePath: 'pages/find/index', text: '扫码' },
      { pagePath: 'pages/mine/index', text: '我的' },
    ],
  },
  window: {
    navigationStyle: inBrowser ? 'custom' : 'default',
    navigationBarBackgroundColor: '#f6f1e7',
    navigationBarTextStyle: 'black',
    navigationBarTitleText: '月月有约',
    backgroundColor: '#f6f1e7',
    backgroundTextStyle: 'dark',
  },
  requiredPrivateInfos: ['getLocation'],
  permission: {
    'scope.userLocation': { desc: '签到时看您是不是在活动场地附近，用完就丢，不保存' },
  },
  lazyCodeLoading: 'requiredComponents',
  style: 'v2',
});
