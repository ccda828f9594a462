import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';

import { places } from '../../../src/stations/places';
import { searchPlaces, suggestPlaces } from '../../../src/stations';
import { generatedFiles } from '../../../tools/stations/generate';

const namesOf = (text: string, count = 100) =>
	searchPlaces(text)
		.slice(0, count)
		.map(({ name }) => name);
const anyPlace = fc.constantFrom(...places);

test('what is published is what the tables say now', () => {
	for (const [path, text] of generatedFiles()) expect(readFileSync(path, 'utf8')).toBe(text);
});

describe('the list', () => {
	test('has every name once', () => {
		expect(new Set(places.map(({ name }) => name)).size).toBe(places.length);
		expect(places.length).toBeGreaterThan(3300);
	});

	test('has stations with their cities, and cities with the number of their stations', () => {
		const [station] = searchPlaces('北京南');
		expect(station).toMatchObject({ name: '北京南', pinyin: 'beijingnan', initials: 'bjn' });
		expect(station?.city?.name).toBe('北京');
		expect(searchPlaces('北京')[0]).toMatchObject({ name: '北京', city: null, stationCount: 62 });
	});

	test('has spelled names only', () => {
		for (const { name, pinyin, initials } of places) {
			expect(name).toMatch(/^\p{Script=Han}+$/u);
			expect(pinyin).toMatch(/^[a-z]+$/);
			expect(initials).toMatch(/^[a-z]+$/);
		}
	});
});

describe('a search', () => {
	test.each([
		['北京', '北京'],
		['beijing', '北京'],
		['BEIJING', '北京'],
		['Běijīng', '北京'],
		['bei jing', '北京'],
		['bj', '北京'],
		['sh', '上海'],
		['hangzhou', '杭州'],
		['hz', '杭州'],
		['lüliang', '吕梁'],
	])('%s: the city first', (text, name) => {
		expect(namesOf(text, 1)).toEqual([name]);
	});

	test.each([
		['北京南', '北京南'],
		['北京南站', '北京南'],
		['北京南\u200b', '北京南'],
		['bjn', '北京南'],
		['beijingnan', '北京南'],
		['Beijing South', '北京南'],
		['Shanghai Hongqiao Railway Station', '上海虹桥'],
		['虹桥', '上海虹桥'],
		['ksn', '昆山南'],
	])('%s: the station', (text, name) => {
		expect(namesOf(text)).toContain(name);
		expect(namesOf(text).indexOf(name)).toBeLessThan(8);
	});

	test('a city’s name gives the city, then all its stations, whatever they are called', () => {
		const [first, ...others] = namesOf('苏州');
		expect(first).toBe('苏州');
		expect(others).toEqual(expect.arrayContaining(['苏州北', '昆山南', '常熟']));
	});

	test.each(['北京', 'beijing', 'bj'])(
		'%s: of the city named its great stations, by direction, then by word, then its suburbs',
		(text) => {
			const stations = namesOf(text, 3400).filter((name) =>
				['北京南', '北京西', '北京朝阳', '黄村', '八达岭'].includes(name),
			);
			expect(stations.slice(0, 3)).toEqual(['北京南', '北京西', '北京朝阳']);
		},
	);

	test('a city’s stations that are called as it is stand before its others', () => {
		fc.assert(
			fc.property(fc.constantFrom(...places.filter(({ city }) => city === null)), (city) => {
				const ranks = searchPlaces(city.name)
					.filter((place) => place.city?.name === city.name)
					.map(({ name }) => {
						if (!name.startsWith(city.name)) return 3;
						return name.length === city.name.length + 1 ? 1 : 2;
					});
				expect(ranks).toEqual([...ranks].sort());
			}),
		);
	});

	test('nothing typed: everything, cities that begin with the greatest first', () => {
		expect(namesOf('', 3)).toEqual(['北京', '重庆', '上海']);
		expect(searchPlaces('')).toHaveLength(places.length);
	});

	test('every place is found by its name, its pinyin and its initials', () => {
		fc.assert(
			fc.property(anyPlace, ({ name, pinyin, initials }) => {
				expect(namesOf(name, 5)).toContain(name);
				for (const text of [pinyin, initials])
					expect(searchPlaces(text).map((place) => place.name)).toContain(name);
			}),
		);
	});

	test('cities stand before stations among those that begin so', () => {
		fc.assert(
			fc.property(
				fc.string({ unit: fc.constantFrom(...'abhjnsxz'), minLength: 1, maxLength: 3 }),
				(text) => {
					const beginning = searchPlaces(text).filter(
						({ pinyin, initials }) => pinyin.startsWith(text) || initials.startsWith(text),
					);
					const cities = beginning.map(({ city }) => city === null);
					expect(cities).toEqual([...cities].sort((one, other) => Number(other) - Number(one)));
				},
			),
		);
	});

	test('anything typed gives places of the list', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme' }), (text) => {
				for (const place of searchPlaces(text)) expect(places).toContain(place);
			}),
			{ numRuns: 20 },
		);
	});
});

describe('did you mean', () => {
	test.each([
		['苏洲', '苏州'],
		['哈儿滨', '哈尔滨'],
		['乌鲁木其', '乌鲁木齐'],
		['虹桥', '上海虹桥'],
		['北京市', '北京'],
		['北京市朝阳区', '北京'],
		['beijin', '北京'],
		['Shangai', '上海'],
	])('%s: %s', (text, name) => {
		expect(suggestPlaces(text)).toContain(name);
		expect(suggestPlaces(text).length).toBeLessThanOrEqual(3);
	});

	test('no question about a place of the list, however it is written', () => {
		fc.assert(
			fc.property(anyPlace, ({ name, pinyin }) => {
				for (const text of [name, `${name}站`, pinyin, pinyin.toUpperCase()])
					expect(suggestPlaces(text)).toEqual([]);
			}),
		);
	});

	test.each(['', 'Nowhere at all', '€', '𬱖明𬱖明', '站'.repeat(1000)])(
		'nothing like %s',
		(text) => {
			expect(suggestPlaces(text)).toEqual([]);
		},
	);
});
