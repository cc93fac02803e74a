/** Every page of the mini-program: who opens it, with what, and what it says in each state. One that differs much by who opens it is here twice. */
import { people } from '@test/support/world';
import { chief } from './scene';

export type Place = {
  page: string;
  /** Somebody who may. */
  who: string;
  query: (activityId: string) => Record<string, string>;
  /** What stands there when all is well. */
  shows: string | RegExp;
  /** What stands there while nothing has been answered yet; pages that ask nothing have none. */
  loading?: string | RegExp;
  /** Somebody who may not, and what they are told. */
  forbidden?: { who: string; shows: string | RegExp };
};

const activity = (id: string) => ({ id });
const atHall = () => ({ station: 'hall' });
const opening = '正在打开…';
const refused = { who: people.stranger, shows: '您没有这项权限' };

export const places: Place[] = [
  {
    page: 'pages/calendar/index',
    who: people.resident,
    query: () => ({}),
    shows: '端午诗会',
    loading: opening,
  },
  { page: 'pages/find/index', who: people.resident, query: () => ({}), shows: '扫海报上的码' },
  { page: 'pages/mine/index', who: people.resident, query: () => ({}), shows: '已报上', loading: opening },
  {
    page: 'pages/activity/index',
    who: people.resident,
    query: activity,
    shows: '看我的入场码',
    loading: opening,
  },
  {
    page: 'pages/ticket/index',
    who: people.resident,
    query: activity,
    shows: '扫不出来时，报这个号',
    loading: opening,
  },
  {
    page: 'pages/register/index',
    who: people.neighbour,
    query: activity,
    shows: '谁来参加',
    loading: opening,
  },
  {
    page: 'pages/register/index',
    who: people.resident,
    query: id => ({ id, mode: 'edit' }),
    shows: '前都能改',
    loading: opening,
  },
  { page: 'messages/index', who: people.resident, query: () => ({}), shows: '还没有消息', loading: opening },
  {
    page: 'family/household/index',
    who: people.resident,
    query: () => ({}),
    shows: '还没有存过家人',
    loading: opening,
  },
  { page: 'family/privacy/index', who: people.resident, query: () => ({}), shows: '怎么保管您的资料' },
  {
    page: 'family/no-shows/index',
    who: people.resident,
    query: () => ({}),
    shows: '没有未到场记录',
    loading: opening,
  },
  { page: 'arrive/index', who: people.resident, query: activity, shows: '扫现场的码' },
  {
    page: 'station/home/index',
    who: people.manager,
    query: atHall,
    shows: '门口签到',
    loading: opening,
    forbidden: { who: people.stranger, shows: '您还没有站点的工作身份' },
  },
  {
    page: 'station/plan/index',
    who: people.manager,
    query: atHall,
    shows: '把一年的计划表交给我们读',
    loading: opening,
    forbidden: { who: people.stranger, shows: '您还没有站点的工作身份' },
  },
  {
    page: 'station/publishing/edit/index',
    who: people.manager,
    query: atHall,
    shows: '是什么活动',
    loading: opening,
    forbidden: refused,
  },
  {
    page: 'station/desk/roster/index',
    who: people.manager,
    query: activity,
    shows: '代登记一位',
    loading: opening,
    forbidden: refused,
  },
  {
    page: 'station/desk/register/index',
    who: people.editor,
    query: activity,
    shows: '替谁登记',
    loading: opening,
    forbidden: refused,
  },
  {
    page: 'station/messages/index',
    who: people.editor,
    query: atHall,
    shows: '没有要打的电话',
    loading: opening,
    forbidden: refused,
  },
  {
    page: 'station/trail/index',
    who: people.manager,
    query: atHall,
    shows: '还没有人看过完整资料',
    loading: opening,
    forbidden: refused,
  },
  {
    page: 'station/no-shows/index',
    who: people.manager,
    query: atHall,
    shows: '没有要处理的申诉',
    loading: opening,
    forbidden: refused,
  },
  {
    page: 'station/counts/index',
    who: people.manager,
    query: activity,
    shows: '到场一共',
    loading: opening,
    forbidden: refused,
  },
  { page: 'station/door/leave/index', who: people.helper, query: activity, shows: '扫进门时的那个入场码' },
  {
    page: 'station/helpers/index',
    who: people.manager,
    query: activity,
    shows: '发一个邀请码',
    loading: opening,
    forbidden: refused,
  },
  { page: 'station/join/index', who: people.resident, query: () => ({}), shows: '请输入站点给您的邀请码' },
  {
    page: 'station/places/index',
    who: people.manager,
    query: () => ({ venue: 'stage' }),
    shows: '打开微信，扫一扫这个码',
    loading: opening,
    forbidden: refused,
  },
  {
    page: 'station/door/gate/index',
    who: people.helper,
    query: activity,
    shows: '请居民打开',
    loading: opening,
    forbidden: refused,
  },
  {
    page: 'station/wall/index',
    who: people.helper,
    query: activity,
    shows: '微信扫码，或输入活动码',
    loading: opening,
    forbidden: refused,
  },
  {
    page: 'station/publishing/poster/index',
    who: people.manager,
    query: activity,
    shows: '打开微信，扫一扫这个码',
    loading: opening,
    forbidden: refused,
  },
  {
    page: 'admin/no-shows/index',
    who: people.admin,
    query: () => ({}),
    shows: '东街街道',
    loading: opening,
    forbidden: { who: people.stranger, shows: '这里由地区的管理员设' },
  },
  { page: 'admin/almanac/index', who: chief, query: () => ({}), shows: '放假安排', loading: opening },
  {
    page: 'admin/almanac/index',
    who: people.admin,
    query: () => ({}),
    shows: '东街街道',
    loading: opening,
    forbidden: { who: people.stranger, shows: '这里由地区的管理员维护' },
  },
];
