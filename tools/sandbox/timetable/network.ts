/**
 * The sandbox's railway: real cities, stations and lines with rough distances. What runs on it is
 * made up.
 */
export interface Station {
	name: string;
	pinyin: string;
}

export interface City extends Station {
	/** Where ordinary trains (Z, T, K …) call. */
	slow: Station[];
	/** Where G, D and C trains call, unless the line says otherwise. */
	fast: Station[];
}

type Stations = Record<string, string>;

const cityTable: Array<[name: string, pinyin: string, slow: Stations, fast: Stations]> = [
	[
		'北京',
		'beijing',
		{ 北京: 'beijing', 北京西: 'beijingxi' },
		{ 北京南: 'beijingnan', 北京西: 'beijingxi', 北京朝阳: 'beijingchaoyang' },
	],
	[
		'上海',
		'shanghai',
		{ 上海: 'shanghai', 上海南: 'shanghainan' },
		{ 上海虹桥: 'shanghaihongqiao', 上海西: 'shanghaixi', 上海: 'shanghai' },
	],
	[
		'苏州',
		'suzhou',
		{ 苏州: 'suzhou' },
		{ 苏州: 'suzhou', 苏州园区: 'suzhouyuanqu', 苏州北: 'suzhoubei' },
	],
	['昆山', 'kunshan', { 昆山: 'kunshan' }, { 昆山南: 'kunshannan' }],
	['无锡', 'wuxi', { 无锡: 'wuxi' }, { 无锡: 'wuxi', 无锡东: 'wuxidong' }],
	['常州', 'changzhou', { 常州: 'changzhou' }, { 常州: 'changzhou', 常州北: 'changzhoubei' }],
	['南京', 'nanjing', { 南京: 'nanjing' }, { 南京南: 'nanjingnan', 南京: 'nanjing' }],
	['杭州', 'hangzhou', { 杭州: 'hangzhou' }, { 杭州东: 'hangzhoudong', 杭州西: 'hangzhouxi' }],
	['宁波', 'ningbo', { 宁波: 'ningbo' }, { 宁波: 'ningbo' }],
	['福州', 'fuzhou', { 福州: 'fuzhou' }, { 福州南: 'fuzhounan' }],
	['厦门', 'xiamen', { 厦门: 'xiamen' }, { 厦门北: 'xiamenbei', 厦门: 'xiamen' }],
	['合肥', 'hefei', { 合肥: 'hefei' }, { 合肥南: 'hefeinan' }],
	['徐州', 'xuzhou', { 徐州: 'xuzhou' }, { 徐州东: 'xuzhoudong' }],
	[
		'天津',
		'tianjin',
		{ 天津: 'tianjin' },
		{ 天津: 'tianjin', 天津南: 'tianjinnan', 天津西: 'tianjinxi' },
	],
	['济南', 'jinan', { 济南: 'jinan' }, { 济南西: 'jinanxi', 济南东: 'jinandong' }],
	['青岛', 'qingdao', { 青岛: 'qingdao' }, { 青岛北: 'qingdaobei', 青岛: 'qingdao' }],
	['石家庄', 'shijiazhuang', { 石家庄: 'shijiazhuang' }, { 石家庄: 'shijiazhuang' }],
	['郑州', 'zhengzhou', { 郑州: 'zhengzhou' }, { 郑州东: 'zhengzhoudong' }],
	['武汉', 'wuhan', { 武昌: 'wuchang', 汉口: 'hankou' }, { 武汉: 'wuhan', 汉口: 'hankou' }],
	['长沙', 'changsha', { 长沙: 'changsha' }, { 长沙南: 'changshanan' }],
	['南昌', 'nanchang', { 南昌: 'nanchang' }, { 南昌西: 'nanchangxi' }],
	['贵阳', 'guiyang', { 贵阳: 'guiyang' }, { 贵阳北: 'guiyangbei' }],
	['昆明', 'kunming', { 昆明: 'kunming' }, { 昆明南: 'kunmingnan' }],
	[
		'广州',
		'guangzhou',
		{ 广州: 'guangzhou', 广州东: 'guangzhoudong' },
		{ 广州南: 'guangzhounan', 广州东: 'guangzhoudong' },
	],
	[
		'深圳',
		'shenzhen',
		{ 深圳: 'shenzhen', 深圳东: 'shenzhendong' },
		{ 深圳北: 'shenzhenbei', 福田: 'futian' },
	],
	['香港', 'xianggang', { 九龙: 'jiulong' }, { 香港西九龙: 'xianggangxijiulong' }],
	['西安', 'xian', { 西安: 'xian' }, { 西安北: 'xianbei' }],
	['成都', 'chengdu', { 成都西: 'chengduxi' }, { 成都东: 'chengdudong' }],
	[
		'重庆',
		'chongqing',
		{ 重庆北: 'chongqingbei' },
		{ 重庆北: 'chongqingbei', 重庆西: 'chongqingxi' },
	],
	['沈阳', 'shenyang', { 沈阳北: 'shenyangbei' }, { 沈阳北: 'shenyangbei', 沈阳: 'shenyang' }],
	['长春', 'changchun', { 长春: 'changchun' }, { 长春西: 'changchunxi' }],
	['哈尔滨', 'haerbin', { 哈尔滨: 'haerbin' }, { 哈尔滨西: 'haerbinxi' }],
	['拉萨', 'lasa', { 拉萨: 'lasa' }, {}],
];

const stationsOf = (stations: Stations): Station[] =>
	Object.entries(stations).map(([name, pinyin]) => ({ name, pinyin }));

export const cities: City[] = cityTable.map(([name, pinyin, slow, fast]) => ({
	name,
	pinyin,
	slow: stationsOf(slow),
	fast: stationsOf(fast),
}));

/**
 * A stop: city, kilometres from the line's start and, where it matters, the station of fast trains
 * on this line.
 */
type Stop = [city: string, kilometre: number, fastStation?: string];

const lines: Stop[][] = [
	[
		['上海', 0],
		['昆山', 50],
		['苏州', 84],
		['无锡', 126],
		['常州', 165],
		['南京', 301],
	],
	[
		['北京', 0, '北京南'],
		['天津', 122, '天津南'],
		['济南', 406, '济南西'],
		['徐州', 692],
		['南京', 1017, '南京南'],
		['苏州', 1234, '苏州北'],
		['上海', 1318, '上海虹桥'],
	],
	[
		['北京', 0, '北京南'],
		['天津', 120, '天津'],
	],
	[
		['北京', 0, '北京西'],
		['石家庄', 281],
		['郑州', 693],
		['武汉', 1229, '武汉'],
		['长沙', 1591],
		['广州', 2298, '广州南'],
		['深圳', 2400, '深圳北'],
		['香港', 2439],
	],
	[
		['北京', 0, '北京朝阳'],
		['沈阳', 698],
		['长春', 995],
		['哈尔滨', 1240],
	],
	[
		['北京', 0, '北京南'],
		['济南', 406, '济南西'],
		['青岛', 819],
	],
	[
		['上海', 0, '上海虹桥'],
		['杭州', 159, '杭州东'],
		['南昌', 741],
		['长沙', 1083],
		['贵阳', 1789],
		['昆明', 2252],
	],
	[
		['上海', 0, '上海虹桥'],
		['杭州', 159],
		['宁波', 314],
		['福州', 880],
		['厦门', 1109],
		['深圳', 1620, '深圳北'],
	],
	[
		['上海', 0, '上海虹桥'],
		['南京', 301, '南京南'],
		['合肥', 457],
		['武汉', 816],
		['重庆', 1670],
		['成都', 1978],
	],
	[
		['北京', 0, '北京西'],
		['郑州', 693],
		['西安', 1216],
		['成都', 1874],
		['昆明', 2950],
	],
	[
		['上海', 0, '上海虹桥'],
		['徐州', 626],
		['郑州', 988],
		['西安', 1511],
	],
	[
		['广州', 0],
		['深圳', 102],
		['香港', 142],
	],
	[
		['杭州', 0, '杭州东'],
		['南京', 256, '南京南'],
	],
	[
		['成都', 0],
		['重庆', 308],
	],
	[
		['哈尔滨', 0],
		['长春', 245],
		['沈阳', 542],
		['天津', 1240, '天津西'],
		['济南', 1600],
		['南京', 2180, '南京南'],
		['上海', 2480, '上海虹桥'],
	],
	[
		['北京', 0, '北京西'],
		['西安', 1216],
		['拉萨', 3757],
	],
];

/** A connection of two cities by the shortest line that has both. */
export interface Connection {
	from: City;
	to: City;
	kilometres: number;
	fastFrom: Station[];
	fastTo: Station[];
}

/**
 * A city or one of its stations, by its Chinese or pinyin name; a city's own name means all its
 * stations.
 */
export interface Place {
	city: City;
	station: Station | null;
}

export function findPlace(name: string): Place | null {
	const wanted = name.trim().toLowerCase();
	const isNamed = ({ name: chinese, pinyin }: Station) => chinese === wanted || pinyin === wanted;
	const city = cities.find(isNamed);
	if (city) return { city, station: null };
	for (const candidate of cities) {
		const station = [...candidate.slow, ...candidate.fast].find(isNamed);
		if (station) return { city: candidate, station };
	}
	return null;
}

const fastStations = (city: City, [, , named]: Stop): Station[] =>
	named ? city.fast.filter(({ name }) => name === named) : city.fast;

export function findConnection(from: City, to: City): Connection | null {
	let best: Connection | null = null;
	for (const line of lines) {
		const start = line.find(([name]) => name === from.name);
		const end = line.find(([name]) => name === to.name);
		if (!start || !end || start === end) continue;
		const kilometres = Math.abs(start[1] - end[1]);
		if (best && best.kilometres <= kilometres) continue;
		best = {
			from,
			to,
			kilometres,
			fastFrom: fastStations(from, start),
			fastTo: fastStations(to, end),
		};
	}
	return best;
}
