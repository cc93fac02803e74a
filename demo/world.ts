/** The made-up district the demonstration runs in: its areas, stations, rooms and people. Nobody in it is real. */
import type { Grant } from '@core/kernel/roles';

export const areas = [
  { _id: 'root', name: '江城区', parentId: null, path: ['root'], population: 618_000 },
  { _id: 'guzhen', name: '古镇街道', parentId: 'root', path: ['root', 'guzhen'], population: 84_000 },
  { _id: 'beishan', name: '北山镇', parentId: 'root', path: ['root', 'beishan'], population: 56_000 },
  {
    _id: 'taohua',
    name: '桃花坞社区',
    parentId: 'guzhen',
    path: ['root', 'guzhen', 'taohua'],
    population: 9_200,
  },
  { _id: 'hexi', name: '河西村', parentId: 'beishan', path: ['root', 'beishan', 'hexi'], population: 3_400 },
];

const stationAreas: [id: string, name: string, areaId: string, aliases: string[]][] = [
  ['wenhuaguan', '区文化馆', 'root', ['文化馆']],
  ['tushuguan', '区图书馆', 'root', ['图书馆']],
  ['feiyi', '非遗中心', 'root', ['区非遗中心']],
  ['wenmingban', '区文明办', 'root', ['文明办']],
  ['shijianzhongxin', '区文明实践中心', 'root', ['文明实践中心']],
  ['zonghezhan', '街道综合文化站', 'guzhen', ['综合文化站', '文化站']],
  ['shijiansuo', '街道文明实践所', 'guzhen', ['文明实践所']],
  ['sifasuo', '司法所', 'guzhen', []],
  ['shequzhan', '社区文明实践站', 'taohua', ['文明实践站']],
  ['shuwu', '农家书屋', 'hexi', []],
];

/** The ten hosts of the plan. The district trusts them all, so what they write is published at once. */
export const stations = stationAreas.map(([_id, name, areaId, aliases]) => ({
  _id,
  name,
  aliases,
  areaId,
  areaPath: areas.find(area => area._id === areaId)!.path,
  trusted: true,
}));

export const venues = [
  { _id: 'paiLianTing', stationId: 'wenhuaguan', name: '区文化馆排练厅', capacity: 60, stepFree: true },
  { _id: 'baoGaoTing', stationId: 'wenhuaguan', name: '区文化馆报告厅', capacity: 200, stepFree: true },
  { _id: 'juChang', stationId: 'wenhuaguan', name: '区文化馆剧场', capacity: 520, stepFree: true },
  { _id: 'chengShiShuFang', stationId: 'tushuguan', name: '城市书房', capacity: 60, stepFree: true },
  {
    _id: 'shouGongShi',
    stationId: 'shijiansuo',
    name: '文明实践所二楼手工室',
    capacity: 30,
    stepFree: false,
  },
  { _id: 'shuWu', stationId: 'shuwu', name: '农家书屋', capacity: 40, stepFree: true },
];

export type Person = { openid: string; title: string; roles: Grant[] };

/** Somebody of every role. The helper's activity is the one whose door is open. */
export function people(helperActivity: string): Person[] {
  const editors = stations.map((station): Grant => ({ role: 'editor', stationId: station._id }));
  return [
    { openid: 'demo-resident-1', title: '居民 陈阿姨', roles: [{ role: 'resident' }] },
    { openid: 'demo-resident-2', title: '居民 小周', roles: [{ role: 'resident' }] },
    { openid: 'demo-resident-3', title: '居民 老赵', roles: [{ role: 'resident' }] },
    {
      openid: 'demo-helper',
      title: '志愿者 小李',
      roles: [{ role: 'helper', activityId: helperActivity }],
    },
    { openid: 'demo-manager', title: '文化馆 王馆长', roles: [{ role: 'manager', stationId: 'wenhuaguan' }] },
    { openid: 'demo-editor', title: '文化馆 编辑小吴', roles: editors },
    { openid: 'demo-shuwu', title: '书屋 管理员老孙', roles: [{ role: 'manager', stationId: 'shuwu' }] },
    { openid: 'demo-shequ', title: '社区 编辑小何', roles: [{ role: 'editor', stationId: 'shequzhan' }] },
    { openid: 'demo-reviewer', title: '文旅局 审核员', roles: [{ role: 'reviewer', areaId: 'root' }] },
    { openid: 'demo-admin', title: '文旅局 管理员', roles: [{ role: 'admin', areaId: 'root' }] },
    { openid: 'demo-beishan', title: '北山镇 管理员', roles: [{ role: 'admin', areaId: 'beishan' }] },
  ];
}
