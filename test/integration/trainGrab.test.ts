/** Train Grab in n8n: what every operation asks of Juhe, and what it gives. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { DateTime } from 'luxon';

import dictionaryAnswer from '../support/fixtures/juhe/train-grab.dictionary.json';
import { trainGrabEndpoints } from '../../src/juhe/endpoints';
import type { Juhe } from '../support/nodes/juhe';
import { startJuhe } from '../support/nodes/juhe';
import { child, foreigner, 乙, 甲 } from '../support/nodes/people';
import {
	chinaDay,
	createParameters,
	credentials,
	expectOrderShape,
	expectShape,
	failure,
	failureOf,
	keys,
	node,
	onOrder,
	only,
	order,
	output,
	outputOf,
	run,
	searchParameters,
	theEngine,
} from '../support/nodes/trainGrab';
import { startWebServer } from '../support/nodes/webServer';
import type { WebServer } from '../support/nodes/webServer';

interface Seat extends IDataObject {
	seatClass: string;
	price: number;
	remaining: number;
	bookable: boolean;
	berthPrices: IDataObject | null;
}

interface Train extends IDataObject {
	trainNo: string;
	departure: string;
	arrival: string;
	durationMinutes: number;
	bookable: boolean;
	seats: Seat[];
}

let juhe: Juhe;
beforeAll(async () => {
	await theEngine();
	juhe = await startJuhe();
});
afterEach(async () => await juhe.reset());
afterAll(async () => await juhe.close());

const search = async (changes: INodeParameters = {}): Promise<Train[]> =>
	(await output(juhe, searchParameters(changes))) as Train[];
const numbers = (trains: IDataObject[]) => trains.map(({ trainNo }) => trainNo);

describe('train/search', () => {
	const trainOf = (trains: Train[], trainNo: string): Train => {
		const found = trains.find((train) => train.trainNo === trainNo);
		if (!found) throw new Error(`${trainNo} is not among the trains`);
		return found;
	};

	test('an item a train, each of the documented shape, by departure, paired with its question', async () => {
		const finished = await run(juhe, searchParameters({ from: '={{ $json.from }}' }), {
			items: [{ from: '北京' }, { from: '天津' }],
		});
		const items = finished.items(node);
		const trains = outputOf(finished) as Train[];
		for (const train of trains) {
			expectShape(train, 'train');
			for (const seat of train.seats) {
				expectShape(seat, 'seat');
				if (seat.berthPrices) expectShape(seat.berthPrices, 'berthPrices');
				expect(seat.berthPrices !== null).toBe(seat.seatClass.includes('sleeper'));
			}
		}
		const ofBeijing = trains.filter((_, index) => pairOf(items[index]) === 0);
		const ofTianjin = trains.filter((_, index) => pairOf(items[index]) === 1);
		expect(ofBeijing.length).toBeGreaterThan(10);
		expect(ofBeijing.every(({ fromStation }) => String(fromStation).startsWith('北京'))).toBe(true);
		expect(ofTianjin.length).toBeGreaterThan(0);
		expect(ofTianjin.every(({ fromStation }) => String(fromStation).startsWith('天津'))).toBe(true);
		const departures = ofBeijing.map((train) => train.departure);
		expect(departures).toEqual([...departures].sort());
	});

	test('a train that starts, its class, times, fares and seats', async () => {
		const g1 = trainOf(await search(), 'G1');
		expect(g1).toMatchObject({
			queryKey: expect.stringMatching(/^\w{32}$/),
			trainClass: 'GD',
			trainClassName: expect.stringMatching(/high-speed/i),
			fromStation: '北京南',
			toStation: '上海虹桥',
			departure: `${chinaDay(12)}T09:00:00+08:00`,
			arrival: `${chinaDay(12)}T13:28:00+08:00`,
			durationMinutes: 268,
			startsHere: true,
			endsHere: true,
			bookable: true,
			bookState: 1,
			bookStateName: 'Bookable',
		});
		expect(g1.seats[0]).toEqual({
			seatClass: 'secondseat',
			seatName: 'Second class seat',
			price: 566.5,
			remaining: expect.any(Number),
			bookable: true,
			berthPrices: null,
		});
	});

	test('a night train arrives the next day, a slow one the day after departure too; what is sold out says so', async () => {
		const trains = await search();
		expect(trainOf(trains, 'D311')).toMatchObject({
			departure: `${chinaDay(12)}T21:18:00+08:00`,
			arrival: `${chinaDay(13)}T09:08:00+08:00`,
		});
		expect(trainOf(trains, '1461')).toMatchObject({
			departure: `${chinaDay(12)}T11:55:00+08:00`,
			arrival: `${chinaDay(13)}T12:25:00+08:00`,
		});
		const soldOut = trainOf(trains, 'G5');
		expect(soldOut).toMatchObject({ bookable: false, bookStateName: 'Nothing left to book' });
		expect(soldOut.seats.every(({ bookable, remaining }) => !bookable && remaining === 0)).toBe(
			true,
		);
		const berths = trainOf(trains, '1461').seats.find(
			({ seatClass }) => seatClass === 'hardsleepermid',
		)?.berthPrices;
		expect(berths).toEqual({ upper: 265, middle: 271, lower: 277 });
		const soft = trainOf(trains, '1461').seats.find(
			({ seatClass }) => seatClass === 'softsleeperdown',
		)?.berthPrices;
		expect(soft).toEqual({ upper: 409, middle: null, lower: 429 });
	});

	const letter = ({ trainNo }: Train) => /^[GDCZTK]/.exec(trainNo)?.[0] ?? 'other';
	const time = (iso: string) => iso.slice(11, 16);
	const withSeats =
		(passes: (seat: Seat) => boolean) =>
		(train: Train): Train[] => {
			const seats = train.seats.filter(passes);
			return seats.length > 0 ? [{ ...train, seats }] : [];
		};
	const when =
		(passes: (train: Train) => boolean) =>
		(train: Train): Train[] =>
			passes(train) ? [train] : [];

	test.each<[string, INodeParameters, (train: Train) => Train[]]>([
		['train classes', { trainClasses: ['D', 'Z'] }, when((t) => ['D', 'Z'].includes(letter(t)))],
		[
			'from a time of departure',
			{ departAfter: '12:00' },
			when((t) => time(t.departure) >= '12:00'),
		],
		[
			'until a time of departure',
			{ departBefore: '9:00' },
			when((t) => time(t.departure) <= '09:00'),
		],
		['from a time of arrival', { arriveAfter: '19:30' }, when((t) => time(t.arrival) >= '19:30')],
		['until a time of arrival', { arriveBefore: '09:08' }, when((t) => time(t.arrival) <= '09:08')],
		['duration', { maxDuration: 273 }, when((t) => t.durationMinutes <= 273)],
		[
			'seat classes',
			{ seatClasses: ['businessseat', 'hardseat'] },
			withSeats(({ seatClass }) => ['businessseat', 'hardseat'].includes(seatClass)),
		],
		['price', { maxPrice: 271 }, withSeats(({ price }) => price <= 271)],
		['seats left', { minSeats: 100 }, withSeats(({ remaining }) => remaining >= 100)],
		[
			'bookable only',
			{ bookableOnly: true },
			(train) => (train.bookable ? withSeats(({ bookable }) => bookable)(train) : []),
		],
	])('filter: %s', async (_what, filters, keep) => {
		const anyKey = (train: Train) => ({ ...train, queryKey: 'of each search its own' });
		const all = await search();
		const expected = all.flatMap(keep);
		expect(expected.length).toBeGreaterThan(0);
		expect(expected).not.toEqual(all);
		expect((await search({ filters })).map(anyKey)).toEqual(expected.map(anyKey));
	});

	test('sorting by arrival, duration and cheapest seat; a limit counts after sorting', async () => {
		const all = await search();
		const by = async (sortBy: string, limit = 100) => await search({ options: { sortBy, limit } });
		const ascending = (values: Array<number | string>) =>
			expect(values).toEqual([...values].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
		for (const sorted of [await by('arrival'), await by('duration'), await by('price')]) {
			expect(numbers(sorted).sort()).toEqual(numbers(all).sort());
			expect(numbers(sorted)).not.toEqual(numbers(all));
		}
		ascending((await by('arrival')).map(({ arrival }) => arrival));
		ascending((await by('duration')).map(({ durationMinutes }) => durationMinutes));
		const byPrice = await search({
			output: 'simplified',
			options: { sortBy: 'price', limit: 100 },
		});
		expect(numbers(byPrice)).toEqual(numbers(await by('price')));
		ascending(byPrice.map(({ cheapestPrice }) => cheapestPrice as number));
		expect(numbers(await by('duration', 2))).toEqual(['G1', 'G3']);
	});

	test('seats: flat, an item a train and seat class, limited by rows', async () => {
		const rows = await search({ output: 'seats', filters: { trainClasses: ['D'] } });
		const trains = await search({ filters: { trainClasses: ['D'] } });
		expect(rows.map(({ trainNo, seatClass }) => [trainNo, seatClass])).toEqual(
			trains.flatMap(({ trainNo, seats }) => seats.map(({ seatClass }) => [trainNo, seatClass])),
		);
		for (const row of rows) {
			const values: unknown[] = Object.values(row);
			expect(values.filter((value) => typeof value === 'object' && value !== null)).toEqual([]);
			expect(values).not.toContain(undefined);
		}
		const berth = rows.find(
			({ trainNo, seatClass }) => trainNo === 'D311' && seatClass === 'softsleeperdown',
		);
		expect(berth).toMatchObject({
			fromStation: '北京南',
			departure: `${chinaDay(12)}T21:18:00+08:00`,
			price: 880.5,
			bookable: true,
			upperBerthPrice: 830.5,
			middleBerthPrice: null,
			lowerBerthPrice: 880.5,
		});
		expect(await search({ output: 'seats', options: { limit: 3 } })).toHaveLength(3);
	});

	test("raw: one item, Juhe's result untouched", async () => {
		const raw = await only(juhe, searchParameters({ output: 'raw' }));
		const trains = raw.trains as IDataObject[];
		expect(raw).toMatchObject({ trainDate: chinaDay(12, 'yyyyMMdd'), totalCount: trains.length });
		expect(trains[0]).toMatchObject({ trainNo: 'G1', fromTime: '09:00', runTimeSpan: '268' });
	});

	const dateAsked = async () => (await juhe.calls('search')).at(-1)?.parameters.date;

	test.each<[string, string]>([
		['2026-12-30', chinaDay(12)],
		['an expression that gives a number', `={{ ${chinaDay(12, 'yyyyMMdd')} }}`],
		['an expression that gives a Date', `={{ new Date('${chinaDay(12)}T12:00:00+08:00') }}`],
		[
			'an expression that gives text',
			"={{ $now.setZone('Asia/Shanghai').plus({ days: 12 }).toISODate() }}",
		],
		['$now plus days', '={{ $now.plus({ days: 12 }) }}'],
	])('date: %s', async (_what, date) => {
		expect((await search({ date })).length).toBeGreaterThan(10);
		expect(await dateAsked()).toBe(chinaDay(12, 'yyyyMMdd'));
	});

	test('$today in a workflow on China time', async () => {
		const settings = { timezone: 'Asia/Shanghai' };
		await output(juhe, searchParameters({ date: '={{ $today }}' }), settings);
		expect(await dateAsked()).toBe(chinaDay(0, 'yyyyMMdd'));
		await output(juhe, searchParameters({ date: '={{ $today.plus(12, "days") }}' }), settings);
		expect(await dateAsked()).toBe(chinaDay(12, 'yyyyMMdd'));
	});

	test('$today in a workflow on the time of Auckland is the day it says', async () => {
		const timezone = 'Pacific/Auckland';
		const date = '={{ $today.plus(12, "days") }}';
		const there = DateTime.now().setZone(timezone).plus({ days: 12 }).toFormat('yyyyMMdd');
		await output(juhe, searchParameters({ date }), { timezone });
		expect(await dateAsked()).toBe(there);
	});

	/** Midnight of the day in 20 days there, as a table gives it back: turned into UTC. */
	const dateOfTable = (zone: string) =>
		DateTime.fromISO(chinaDay(12), { zone }).toUTC().toISO() ?? '';

	test.each([
		['Asia/Shanghai', 'America/New_York'],
		['Asia/Tokyo', 'Asia/Tokyo'],
	])('a date out of a table of %s is that day in a workflow of %s', async (table, timezone) => {
		const finished = await run(juhe, searchParameters({ date: dateOfTable(table) }), { timezone });
		expect(outputOf(finished).length).toBeGreaterThan(0);
		expect(await dateAsked()).toBe(chinaDay(12, 'yyyyMMdd'));
		expect(finished.hints(node)).toEqual([]);
	});

	const trainsOf = (written: unknown) => ({ queryKey: 'key', trains: written });
	const train = { trainNo: 'G1', fromStation: '北京南', toStation: '上海虹桥', fromTime: '09:00' };
	const unreadable = 'its trains could not be understood';

	describe('Juhe answers in another form', () => {
		let stranger: WebServer;
		beforeAll(async () => {
			stranger = await startWebServer();
		});
		afterAll(async () => await stranger.close());
		const answer = (result: unknown) =>
			stranger.serve(`/${trainGrabEndpoints.search.path}`, {
				body: JSON.stringify({ reason: 'success', result, error_code: 0 }),
			});

		test.each<[string, unknown]>([
			['trains keyed by number', trainsOf({ 0: train })],
			['trains as JSON text', trainsOf(JSON.stringify([train]))],
			['all of it as JSON text', JSON.stringify(trainsOf([train]))],
		])('%s: the trains, and no hint', async (_how, result) => {
			answer(result);
			const finished = await run(stranger, searchParameters());
			expect(outputOf(finished)).toMatchObject([{ trainNo: 'G1' }]);
			expect(finished.hints(node)).toEqual([]);
		});

		test.each<[string, INodeParameters]>([
			['search', searchParameters()],
			['plan', { ...searchParameters(), operation: 'plan' }],
			['check', { ...createParameters(), operation: 'check' }],
		])('what cannot be understood is not “no train”: %s says so', async (_what, parameters) => {
			answer(trainsOf({ list: [train] }));
			expect((await failure(stranger, parameters)).message).toContain(unreadable);
		});

		test('tickets that cannot be read make no expense row, and a hint says so', async () => {
			const detail = { outOrderNo: 'MyOrder0001', orderStateCode: 'F', passengers: 'x' };
			stranger.serve(`/${trainGrabEndpoints.orderDetail.path}`, {
				body: JSON.stringify({ reason: 'success', result: detail, error_code: 0 }),
			});
			const get = onOrder('order', 'get', 'MyOrder0001', { output: 'expenseRow' });
			const finished = await run(stranger, get);
			expect(outputOf(finished)).toEqual([]);
			expect(finished.hints(node)).toEqual([
				expect.objectContaining({ message: expect.stringContaining('could be read') }),
			]);
		});

		test('what cannot be understood comes out of Raw as it is', async () => {
			answer(trainsOf({ list: [train] }));
			const finished = await run(stranger, searchParameters({ output: 'raw' }));
			expect(outputOf(finished)).toEqual([trainsOf({ list: [train] })]);
			expect(finished.hints(node)).toEqual([]);
		});
	});

	test('what may be a date of a table further east is China’s day, and a hint says so', async () => {
		const parameters = searchParameters({ date: dateOfTable('Asia/Tokyo') });
		const finished = await run(juhe, parameters, { timezone: 'Europe/Berlin' });
		expect(await dateAsked()).toBe(chinaDay(11, 'yyyyMMdd'));
		expect(finished.hints(node)).toEqual([
			expect.objectContaining({ message: expect.stringContaining(`read as ${chinaDay(11)}`) }),
		]);
	});

	test.each<[string, INodeParameters, string]>([
		[
			'two days at once',
			{ date: `${chinaDay(12)}T00:00:00+09:00` },
			`“Date” may mean two days: a midnight of ${chinaDay(12)}`,
		],
		['a day that is past', { date: chinaDay(-1) }, `“Date” is ${chinaDay(-1)}, which is past`],
		['one place twice', { from: '苏州', to: '苏州站' }, '“To” is “苏州”, as “From” is'],
	])('%s: nothing is sent', async (_what, changes, message) => {
		expect((await failure(juhe, searchParameters(changes))).message).toContain(message);
		expect(await juhe.calls()).toEqual([]);
	});

	test('a station may be named with 站, a city in pinyin, students may look', async () => {
		const stations = { from: '北京南站', to: '上海虹桥站', options: { ticketType: '2' } };
		expect(numbers(await search(stations))).toContain('G1');
		const [call] = await juhe.calls('search');
		expect(call?.parameters).toMatchObject({ from: '北京南', to: '上海虹桥', type: '2' });
		expect(numbers(await search({ from: 'beijing', to: 'Shanghai' }))).toContain('G1');
	});

	test('no train between two places, or none that passes: no items and no error, a hint says what was asked', async () => {
		const hintOf = async (changes: INodeParameters) => {
			const finished = await run(juhe, searchParameters(changes));
			expect(finished.status).toBe('success');
			expect(finished.json(node)).toEqual([]);
			const [hint, ...others] = finished.hints(node);
			expect(others).toEqual([]);
			return hint?.message;
		};
		expect(await hintOf({ from: '拉萨', to: '厦门' })).toContain(
			`no train from 拉萨 to 厦门 on ${chinaDay(12)}`,
		);
		expect(await hintOf({ filters: { maxDuration: 1 } })).toMatch(
			/^\d+ trains run, and none passes/,
		);
	});

	test('a name that Juhe refuses: what may have been meant', async () => {
		const { description } = await failure(juhe, searchParameters({ to: '上嗨' }));
		expect(description).toContain('Did you mean 上海 or ');
		expect(description).toContain(' by “上嗨”?');
		expect(description).toContain('站名无效');
	});

	test('simplified, the default: ten flat values of each train, the train first, the query key last', async () => {
		const { resource, operation, from, to, date } = searchParameters();
		const simple = await output(juhe, { resource, operation, from, to, date });
		const trains = await search();
		expect(numbers(simple)).toEqual(numbers(trains));
		for (const [i, item] of simple.entries()) {
			expectShape(item, 'simpleTrain');
			const { trainNo, fromStation, toStation, departure, arrival, durationMinutes } = item;
			expect(trains[i]).toMatchObject({
				trainNo,
				fromStation,
				toStation,
				departure,
				arrival,
				durationMinutes,
			});
		}
		expect(simple.find(({ trainNo }) => trainNo === 'G1')).toMatchObject({
			cheapestPrice: 566.5,
			cheapestSeat: 'Second class seat',
			seatsLeft: trainOf(trains, 'G1').seats[0]?.remaining,
		});
	});

	test('selected: the fields that are chosen, in their order, by name or label', async () => {
		const fields = ['cheapestPrice', 'trainNo', 'seats'];
		const [first] = await search({ output: 'selected', fields });
		expect(Object.keys(first ?? {})).toEqual(fields);
		const labelled = await search({
			output: 'selected',
			fields: '={{ "Train Number, departure" }}',
		});
		expect(Object.keys(labelled[0] ?? {})).toEqual(['trainNo', 'departure']);
		const error = await failure(
			juhe,
			searchParameters({ output: 'selected', fields: '={{ ["colour"] }}' }),
		);
		expect(error.message).toContain('“Fields” has “colour”');
	});

	test('thirty trains with the fields that are chosen at first fit a model: less than 4 kB', async () => {
		const trains = await search({ output: 'selected' });
		const thirty = Array.from({ length: 30 }, (_, i) => trains[i % trains.length]);
		expect(Buffer.byteLength(JSON.stringify(thirty))).toBeLessThan(4096);
	});

	test('a tool of an AI agent gives them short where nothing else is chosen, with what it was asked for', async () => {
		const { resource, operation, from, to, date } = searchParameters();
		const asked = async (changes: INodeParameters) => {
			const parameters = { resource, operation, from, to, date, ...changes };
			const { response } = await (
				await theEngine()
			).executeAsTool(
				{ name: node, type: 'trainGrab', parameters },
				{},
				{
					credentials: credentials(juhe),
				},
			);
			return JSON.stringify(response);
		};
		const [first] = await search({ output: 'selected' });
		expect(await asked({})).toContain(JSON.stringify(first));
		expect(await asked({ output: 'simplified' })).toContain('"queryKey"');
	});

	test('more trains than the limit: a hint says how many', async () => {
		const finished = await run(juhe, searchParameters({ options: { limit: 3 } }));
		expect(finished.json(node)).toHaveLength(3);
		expect(finished.hints(node)[0]?.message).toMatch(/^3 of \d+ results are shown/);
	});

	const stationLists = { method: 'searchStations', parameter: 'from' };

	test('From and To: chosen from the list, by name, or as plain text', async () => {
		const place = (mode: string, value: string) => ({ __rl: true, mode, value });
		for (const from of [place('list', '北京南'), place('name', '北京南站'), '北京南'])
			expect(numbers(await search({ from, to: place('name', 'shanghai') }))).toContain('G1');
		const asked = (await juhe.calls('search')).map(({ parameters }) => parameters.from);
		expect(new Set(asked)).toEqual(new Set(['北京南']));
		const empty = await failure(juhe, searchParameters({ from: place('name', '={{ "" }}') }));
		expect(empty.message).toContain('“From” is empty');
	});

	test('the list: a city first, then its stations, a page at a time', async () => {
		const n8n = await theEngine();
		const spec = { name: node, type: 'trainGrab', parameters: searchParameters() };
		const { results } = await n8n.searchList(spec, stationLists, '北京');
		expect(results[0]).toEqual({ name: '北京 Beijing · all 62 stations', value: '北京' });
		expect(results).toContainEqual({ name: '北京南 Beijingnan · 北京', value: '北京南' });
		const first = await n8n.searchList(spec, stationLists);
		const second = await n8n.searchList(
			spec,
			stationLists,
			undefined,
			String(first.paginationToken),
		);
		const values = [...first.results, ...second.results].map(({ value }) => value);
		expect(new Set(values).size).toBe(100);
		expect(await juhe.calls()).toEqual([]);
	});

	test.each<[string, INodeParameters, string]>([
		['no date', { date: '={{ "" }}' }, '“Date” is empty [item 0]'],
		['a date that is not', { date: '2026-02-31' }, '“Date” is not a date [item 0]'],
		['no place', { from: '={{ "" }}' }, '“From” is empty [item 0]'],
		[
			'a time that is not',
			{ filters: { departAfter: '25:00' } },
			'“Depart After” is not a time of day',
		],
		[
			'a price that is not',
			{ filters: { maxPrice: '={{ "cheap" }}' } },
			'“Max Price (Yuan)” is not a number',
		],
		[
			'a price whose expression gives nothing',
			{ filters: { maxPrice: '={{ $json.Budget }}' } },
			'“Max Price (Yuan)” has an expression that gives nothing',
		],
		[
			'a class that is not',
			{ filters: { trainClasses: '={{ ["X"] }}' } },
			'“Train Classes” has “X”',
		],
		[
			'an order that is not',
			{ options: { sortBy: '={{ "beauty" }}' } },
			'“Sort By” is “beauty”, which is not in its list',
		],
		[
			'an output of an order that is not',
			onOrder('order', 'get', 'MyOrder0001', { output: '={{ "passengers" }}' }),
			'“Output” is “passengers”, which is not in its list',
		],
	])('%s: an error that names the field, and nothing is sent', async (_what, changes, message) => {
		const error = await failure(juhe, searchParameters(changes));
		expect(error).toMatchObject({ name: 'NodeOperationError', itemIndex: 0 });
		expect(error.message).toContain(message);
		expect(error.description).not.toBe('');
		expect(await juhe.calls()).toEqual([]);
	});
});

function pairOf(item: { pairedItem?: unknown } | undefined): unknown {
	return (item?.pairedItem as { item: number } | undefined)?.item;
}

const full = async (outOrderNo: string, options: INodeParameters = {}): Promise<IDataObject> =>
	await only(juhe, onOrder('order', 'get', outOrderNo, { output: 'full', options }));
const simplified = async (outOrderNo: string): Promise<IDataObject> =>
	await only(juhe, onOrder('order', 'get', outOrderNo));

describe('order/get', () => {
	test('an order that is still grabbed for', async () => {
		const outOrderNo = await order(juhe);
		const found = await full(outOrderNo);
		expectOrderShape(found);
		expect(found).toMatchObject({
			outOrderNo,
			orderNo: expect.stringMatching(/^TFT/),
			status: 'created',
			statusCode: 'N',
			statusName: 'Created',
			ended: false,
			issued: false,
			trainNo: 'Z175',
			seatClass: 'hardseat',
			seatName: 'Hard seat',
			fromStation: '苏州',
			toStation: '昆山',
			departure: `${chinaDay(12)}T02:29:00+08:00`,
			arrival: null,
			closeTime: `${chinaDay(11)}T23:29:00+08:00`,
			ticketNo: null,
			price: null,
			failure: null,
			contact: { name: null, phone: '13900000000', email: null },
			passengers: [
				{ passengerId: null, name: '测试甲', type: 1, idNumber: 甲.idNumber, status: 'notIssued' },
			],
		});
		await juhe.passTime(3);
		expect(await full(outOrderNo)).toMatchObject({ status: 'waiting', ended: false });
		await juhe.passTime(5);
		const grabbing = await simplified(outOrderNo);
		expectShape(grabbing, 'simplified');
		expect(grabbing).toMatchObject({ status: 'grabbing', trainNo: 'Z175', seatName: 'Hard seat' });
	});

	test('an issued order: both of Juhe’s forms in one', async () => {
		const outOrderNo = await order(juhe, {
			passengers: { passenger: [甲, foreigner, child] },
			options: { contactEmail: 'ding@example.com' },
		});
		await juhe.issue(outOrderNo);
		const issued = await full(outOrderNo);
		expectOrderShape(issued);
		expect(issued).toMatchObject({
			outOrderNo,
			status: 'issued',
			statusCode: 'F',
			statusName: 'Issued',
			ended: true,
			issued: true,
			trainNo: 'Z175',
			seatClass: 'hardseat',
			departure: `${chinaDay(12)}T02:29:00+08:00`,
			arrival: `${chinaDay(12)}T02:53:00+08:00`,
			closeTime: `${chinaDay(11)}T23:29:00+08:00`,
			ticketNo: expect.stringMatching(/^E\d{9}$/),
			price: 10,
			serviceFee: 8,
			failure: null,
			contact: { name: '测试甲', email: 'ding@example.com' },
		});
		const passengers = issued.passengers as IDataObject[];
		expect(passengers[1]).toEqual({
			passengerId: expect.stringMatching(/^6\d{8}$/),
			name: 'TEST DING',
			type: 1,
			typeName: 'Adult',
			idType: 1,
			idTypeName: 'Passport',
			idNumber: 'E12345678',
			birthday: '1985-05-05',
			seatClass: 'hardseat',
			seatName: 'Hard seat',
			seatNo: expect.stringMatching(/车厢/),
			ticketNo: expect.stringMatching(/^E\d+$/),
			status: 'issued',
			statusCode: 'F',
			statusName: 'Issued',
			price: 4,
		});
		expect(passengers[0]).toMatchObject({ idType: 0, idNumber: 甲.idNumber });
		expect(passengers[2]).toMatchObject({ type: 2, typeName: 'Child', price: 2 });
		const short = await simplified(outOrderNo);
		expectShape(short, 'simplified');
		expect(short).toMatchObject({ status: 'issued', ticketNo: issued.ticketNo, price: 10 });
	});

	test('a summary language that is not in its list is refused', async () => {
		const options = { summaryLanguage: '={{ "fr" }}' };
		const get = onOrder('order', 'get', await order(juhe), { output: 'events', options });
		expect((await failure(juhe, get)).message).toContain('“Summary Language” is “fr”');
	});

	test('another train and seat than the first choice were got', async () => {
		const outOrderNo = await order(juhe, {
			alternateTrainNos: 'K8371',
			alternateSeatClasses: ['noseat'],
		});
		await juhe.issue(outOrderNo, { trainNo: 'K8371', seatClass: 'noseat' });
		expect(await full(outOrderNo)).toMatchObject({
			trainNo: 'K8371',
			seatClass: 'noseat',
			departure: `${chinaDay(12)}T03:34:00+08:00`,
		});
	});

	test('failed, with the reason; expired; cancelled', async () => {
		const failed = await order(juhe);
		await juhe.fail(failed, { failMsg: '余票不足' });
		expect(await full(failed)).toMatchObject({
			status: 'failed',
			statusCode: 'U',
			ended: true,
			issued: false,
			failure: expect.stringContaining('余票不足'),
		});
		const expired = await order(juhe);
		await juhe.expire(expired);
		expect(await simplified(expired)).toMatchObject({ status: 'expired', statusName: 'Expired' });
		const cancelled = await order(juhe);
		await output(juhe, onOrder('order', 'cancel', cancelled));
		expect(await full(cancelled)).toMatchObject({
			status: 'cancelled',
			ended: true,
			issued: false,
		});
		expect(new Set([failed, expired, cancelled]).size).toBe(3);
	});

	test('refunds: one ticket under way, then back, then both; one that fails', async () => {
		const outOrderNo = await issuedForTwo();
		const [first, second] = await passengerIds(outOrderNo);
		await output(juhe, refundOf(outOrderNo, first));
		expect(await full(outOrderNo)).toMatchObject({
			status: 'refunding',
			issued: true,
			passengers: [{ status: 'refunding', statusCode: 'C' }, { status: 'issued' }],
		});
		await juhe.endRefund(outOrderNo, { succeed: true });
		expect(await full(outOrderNo)).toMatchObject({
			status: 'partlyRefunded',
			passengers: [{ status: 'refunded', statusCode: 'T' }, { status: 'issued' }],
		});
		await output(juhe, refundOf(outOrderNo, second));
		await juhe.endRefund(outOrderNo, { succeed: false });
		expect(await full(outOrderNo)).toMatchObject({
			status: 'partlyRefunded',
			passengers: [{ status: 'refunded' }, { status: 'refundFailed', statusCode: 'O' }],
		});
		await output(juhe, refundOf(outOrderNo, second));
		await juhe.endRefund(outOrderNo, { succeed: true });
		expect(await simplified(outOrderNo)).toMatchObject({
			status: 'refunded',
			statusName: 'Refunded',
		});
	});

	describe('expense rows', () => {
		const rows = async (outOrderNo: string) =>
			await output(juhe, onOrder('order', 'get', outOrderNo, { output: 'expenseRow' }));

		test('a row a ticket, in the columns of the flights, paired with its question', async () => {
			const outOrderNo = await order(juhe, { passengers: { passenger: [甲, foreigner] } });
			expect(await rows(outOrderNo)).toEqual([]);
			await juhe.issue(outOrderNo);
			const finished = await run(
				juhe,
				onOrder('order', 'get', '={{ $json.number }}', { output: 'expenseRow' }),
				{ items: [{ number: outOrderNo }] },
			);
			const found = outputOf(finished);
			for (const row of found) {
				expectShape(row, 'expenseRow');
				expect(Object.keys(row)).toEqual(keys.expenseRow);
			}
			expect(finished.items(node).map(pairOf)).toEqual([0, 0]);
			expect(found[0]).toMatchObject({
				date: chinaDay(12),
				category: 'train',
				passenger: '测试甲',
				description: expect.stringMatching(/^Z175 苏州 → 昆山, Hard seat, .*车厢/),
				from: '苏州',
				to: '昆山',
				carrierOrTrain: 'Z175',
				currency: 'CNY',
				fare: 4,
				fees: null,
				tax: null,
				total: 4,
				deductibleVat: 0.33,
				ticketNumber: expect.stringMatching(/^E\d+$/),
				invoiceNumber: null,
				warnings: '',
				fileName: null,
			});
			expect(found[1]).toMatchObject({ passenger: 'TEST DING' });
			expect(new Set(found.map(({ duplicateKey }) => duplicateKey)).size).toBe(2);
			expect(await rows(outOrderNo)).toEqual(found);
			expect(JSON.stringify(found)).not.toContain(甲.idNumber);
		});

		test('a refunded ticket costs what its receipt says', async () => {
			const outOrderNo = await issuedForTwo();
			const [first] = await passengerIds(outOrderNo);
			await output(juhe, refundOf(outOrderNo, first));
			await juhe.endRefund(outOrderNo, { succeed: true });
			expect(await rows(outOrderNo)).toMatchObject([
				{ total: null, deductibleVat: null, warnings: expect.stringContaining('refunded') },
				{ total: 4, warnings: '' },
			]);
		});
	});

	test("raw: both of Juhe's answers as they came", async () => {
		const outOrderNo = await order(juhe);
		const get = onOrder('order', 'get', outOrderNo, { output: 'raw' });
		expect(await only(juhe, get)).toMatchObject({ unissued: { status: 'N' }, issued: null });
		await juhe.issue(outOrderNo);
		expect(await only(juhe, get)).toMatchObject({
			unissued: { status: 'F', trainNo: 'Z175' },
			issued: { orderStateCode: 'F', outOrderNo, passengers: [{ idType: '1' }] },
		});
	});

	test('masked: IDs and phone in part, in every state', async () => {
		const outOrderNo = await order(juhe);
		const masked = await full(outOrderNo, { maskPersonalData: true });
		expectOrderShape(masked);
		expect(masked).toMatchObject({
			contact: { phone: '139****0000' },
			passengers: [{ idNumber: `9999**********${甲.idNumber.slice(-4)}` }],
		});
		await juhe.fail(outOrderNo);
		const failed = await full(outOrderNo, { maskPersonalData: true });
		expect(failed.failure).toContain(`9999**********${甲.idNumber.slice(-4)}`);
		expect(JSON.stringify(failed)).not.toContain(甲.idNumber);
	});

	test('by default no ID number comes out, not even in the reason of a failure', async () => {
		const outOrderNo = await order(juhe);
		await juhe.fail(outOrderNo);
		const { failure: why } = await simplified(outOrderNo);
		expect(why).toContain('测**');
		expect(why).not.toContain(甲.idNumber);
	});

	test.each(['error', 'empty'] as const)(
		'a number that Juhe does not know (%s): an error that says so',
		async (unknownOrderAnswer) => {
			await juhe.set({ unknownOrderAnswer });
			const error = await failure(juhe, onOrder('order', 'get', 'NOSUCH0001'));
			expect(error).toMatchObject({ name: 'NodeApiError' });
			expect(error.message).toBe('Juhe has no order NOSUCH0001 [item 0]');
			expect(error.description).toContain('Check the number');
		},
	);

	test.each(['={{ "" }}', 'JH-0001'])(
		'“%s” is no order number: nothing is sent',
		async (outOrderNo) => {
			const error = await failure(juhe, onOrder('order', 'get', outOrderNo));
			expect(error.name).toBe('NodeOperationError');
			expect(error.message).toMatch(/^“Order Number” .*\[item 0\]$/);
			expect(await juhe.calls()).toEqual([]);
		},
	);
});

describe('order/cancel', () => {
	const cancel = async (outOrderNo: string) =>
		await only(juhe, onOrder('order', 'cancel', outOrderNo));

	test('an order that is still grabbed for is cancelled, and again it had ended already', async () => {
		const outOrderNo = await order(juhe);
		const cancelled = await cancel(outOrderNo);
		expectShape(cancelled, 'cancelled');
		expect(cancelled).toEqual({
			outOrderNo,
			orderNo: expect.stringMatching(/^TFT/),
			status: 'cancelled',
			statusName: 'Cancelled',
		});
		expect((await juhe.orders())[0]?.status).toBe('C');
		const again = await cancel(outOrderNo);
		expectShape(again, 'cancelled');
		expect(again).toMatchObject({ status: 'alreadyEnded', statusName: 'Cancelled' });
	});

	test('what only reads spends nothing: an item that fails after it tells of nothing done', async () => {
		const outOrderNo = await order(juhe);
		await cancel(outOrderNo);
		const items = [{ outOrderNo }, { outOrderNo: '?' }];
		const each = (operation: string) => onOrder('order', operation, '={{ $json.outOrderNo }}');
		for (const operation of ['get', 'waitForResult', 'cancel'])
			expect((await failure(juhe, each(operation), { items })).description).not.toContain('Done');
		const another = await order(juhe, { options: { purchaseKey: 'another' } });
		const after = [{ outOrderNo: another }, { outOrderNo: '?' }];
		expect((await failure(juhe, each('cancel'), { items: after })).description).toContain(
			`Done before it: cancellation of order ${another}.`,
		);
	});

	test('an answer that was lost is settled by the order itself, sent once', async () => {
		const outOrderNo = await order(juhe);
		await juhe.fault('cancelOrder', { kind: 'drop', when: 'after' });
		expect(await cancel(outOrderNo)).toMatchObject({ status: 'cancelled' });
		expect(await juhe.calls('cancelOrder')).toHaveLength(1);
	});

	test('still grabbed for after a lost answer: an error, and not sent again', async () => {
		const outOrderNo = await order(juhe);
		await juhe.fault('cancelOrder', { kind: 'drop', when: 'before' });
		const error = await failure(juhe, onOrder('order', 'cancel', outOrderNo));
		expect(error.message).toContain('The connection to Juhe broke');
		expect(await juhe.calls('cancelOrder')).toHaveLength(1);
		expect((await juhe.orders())[0]?.status).toBe('N');
	});

	test('an unknown number: Juhe’s refusal', async () => {
		const error = await failure(juhe, onOrder('order', 'cancel', 'NOSUCH0001'));
		expect(error).toMatchObject({ name: 'NodeApiError', httpCode: '223802' });
	});

	test('a path that Juhe does not have: the setting to correct', async () => {
		const outOrderNo = await order(juhe);
		const error = await failure(juhe, onOrder('order', 'cancel', outOrderNo), {
			credential: { cancelOrderPath: 'grabTicket/action/cancelGrabOrder.php' },
		});
		expect(error.message).toContain('HTTP 404');
		expect(error.description).toContain('“Cancel Order Path”');
	});
});

const refundOf = (outOrderNo: string, passengerId: string): INodeParameters =>
	onOrder('ticket', 'refund', outOrderNo, {
		refundWhom: 'one',
		passengerId,
		options: { settleSeconds: 1 },
	});
const refundAll = (outOrderNo: string): INodeParameters =>
	onOrder('ticket', 'refund', outOrderNo, { refundWhom: 'all' });

/** An order of two adults, issued long enough ago to be refunded. */
async function issuedForTwo(people = [甲, 乙]): Promise<string> {
	const outOrderNo = await order(juhe, { passengers: { passenger: people } });
	await juhe.issue(outOrderNo);
	await juhe.passTime(301);
	return outOrderNo;
}

async function passengerIds(outOrderNo: string): Promise<[string, string]> {
	const { passengers } = await full(outOrderNo);
	const [first, second] = (passengers as IDataObject[]).map(({ passengerId }) =>
		String(passengerId),
	);
	if (!first || !second) throw new Error('The order is not of two');
	return [first, second];
}

describe('ticket/refund', () => {
	test('one passenger: accepted, then already under way, then already refunded', async () => {
		const outOrderNo = await issuedForTwo();
		const [first] = await passengerIds(outOrderNo);
		const accepted = await only(juhe, refundOf(outOrderNo, first));
		expectShape(accepted, 'refund');
		expect(accepted).toEqual({
			outOrderNo,
			passengerId: first,
			name: '测试甲',
			state: 'accepted',
			reason: null,
		});
		expect(await only(juhe, refundOf(outOrderNo, first))).toMatchObject({
			state: 'alreadyRefunding',
		});
		await juhe.endRefund(outOrderNo, { succeed: true });
		expect(await only(juhe, refundOf(outOrderNo, first))).toMatchObject({
			state: 'alreadyRefunded',
		});
		expect(await juhe.calls('refund')).toHaveLength(1);
	});

	test('all: an item a passenger, the child first, one call each', async () => {
		const outOrderNo = await issuedForTwo([甲, child]);
		const refunds = await output(juhe, refundAll(outOrderNo));
		for (const refund of refunds) expectShape(refund, 'refund');
		expect(refunds).toMatchObject([
			{ name: '测试童', state: 'accepted' },
			{ name: '测试甲', state: 'accepted' },
		]);
		expect(await juhe.calls('refund')).toHaveLength(2);
	});

	test('refused, with Juhe’s reason: too soon after the issue', async () => {
		const outOrderNo = await order(juhe);
		await juhe.issue(outOrderNo);
		expect(await output(juhe, refundAll(outOrderNo))).toMatchObject([
			{ state: 'refused', reason: expect.stringMatching(/[\u4e00-\u9fff]/) },
		]);
	});

	test('an answer that was lost is settled by the order, and sent once; else it is unknown', async () => {
		const outOrderNo = await issuedForTwo();
		const [first, second] = await passengerIds(outOrderNo);
		await juhe.fault('refund', { kind: 'drop', when: 'after' });
		expect(await only(juhe, refundOf(outOrderNo, first))).toMatchObject({ state: 'accepted' });
		await juhe.fault('refund', { kind: 'status', status: 502 });
		expect(await only(juhe, refundOf(outOrderNo, second))).toMatchObject({
			state: 'unknown',
			reason: expect.stringContaining('Look at the order'),
		});
		expect(await juhe.calls('refund')).toHaveLength(2);
	});

	test('“Retry” of one whose answer was lost: first it is looked up, the next run asks again', async () => {
		const outOrderNo = await issuedForTwo();
		const [first] = await passengerIds(outOrderNo);
		await juhe.fault('refund', { kind: 'drop', when: 'before' });
		const parameters = refundOf(outOrderNo, first);
		const workflowId = 'refunds';
		const lost = await run(juhe, parameters, { workflowId });
		const looked = await run(juhe, parameters, { workflowId, retryOf: lost });
		expect(looked.json(node)).toMatchObject([
			{ state: 'unknown', reason: expect.stringContaining('China time') },
		]);
		const asked = await run(juhe, parameters, { workflowId, retryOf: looked });
		expect(asked.json(node)).toMatchObject([{ state: 'accepted' }]);
		expect(await juhe.calls('refund')).toHaveLength(2);
	});

	test('one whose answer was lost is told by the error that stops the node', async () => {
		const outOrderNo = await issuedForTwo();
		const [first] = await passengerIds(outOrderNo);
		await juhe.fault('refund', { kind: 'drop', when: 'before' });
		const parameters = refundOf('={{ $json.order }}', first);
		const items = [{ order: outOrderNo }, { order: 'NOSUCHORDER1' }];
		const { description } = failureOf(await run(juhe, parameters, { items }));
		expect(description).toContain(
			`Done before it: refund of order ${outOrderNo}, of which it is not known whether Juhe took it.`,
		);
	});

	test('all, and the second call breaks: the first stays accepted', async () => {
		const outOrderNo = await issuedForTwo();
		await juhe.fault('refund', { kind: 'delay', milliseconds: 0 });
		await juhe.fault('refund', { kind: 'errorCode', errorCode: 10012 });
		expect(await output(juhe, refundAll(outOrderNo))).toMatchObject([
			{ state: 'accepted' },
			{ state: 'unknown', reason: expect.stringContaining('10012') },
		]);
	});

	test('no such passenger, no tickets, no such order: errors, and no refund is asked for', async () => {
		const outOrderNo = await issuedForTwo();
		const [first, second] = await passengerIds(outOrderNo);
		const stranger = await failure(juhe, refundOf(outOrderNo, '600000000'));
		expect(stranger.message).toBe(`Order ${outOrderNo} has no passenger 600000000 [item 0]`);
		expect(stranger.description).toContain(`${first}, ${second}`);
		const grabbing = await order(juhe, { options: { purchaseKey: 'grabbing' } });
		expect((await failure(juhe, refundAll(grabbing))).message).toContain('has no tickets');
		expect((await failure(juhe, refundAll('NOSUCH0001'))).message).toContain('Juhe has no order');
		expect((await failure(juhe, refundOf(outOrderNo, '={{ "" }}'))).message).toBe(
			'“Passenger” is empty [item 0]',
		);
		expect(await juhe.calls('refund')).toEqual([]);
	});
});

describe('callback/set', () => {
	const set = (callbackType: string, url = 'https://n8n.example.com/webhook/juhe?token=x') => ({
		resource: 'callback',
		operation: 'set',
		callbackType,
		url,
	});

	test.each([
		['issueResult', '1'],
		['refund', '2'],
		['expired', '3'],
	])('%s is registered as type %s', async (callbackType, type) => {
		const registered = await only(juhe, set(callbackType));
		expectShape(registered, 'callback');
		expect(registered).toEqual({ callbackType, url: set('').url, registered: true });
		expect(await juhe.callbacks()).toMatchObject([{ type, url: set('').url }]);
	});

	test('a type or URL that cannot be: nothing is sent', async () => {
		expect((await failure(juhe, set('={{ "everything" }}'))).message).toContain('“Callback Type”');
		for (const url of ['={{ "" }}', 'n8n.example.com/webhook', 'ftp://n8n.example.com/'])
			expect((await failure(juhe, set('refund', url))).message).toContain('“URL”');
		expect(await juhe.calls()).toEqual([]);
	});
});

describe('dictionary/get', () => {
	const get = async (parameters: INodeParameters = {}) =>
		await output(juhe, { resource: 'dictionary', operation: 'get', ...parameters });

	test('everything: an item a code, English beside Chinese', async () => {
		const items = await get();
		for (const item of items) expectShape(item, 'dictionary');
		const { result } = dictionaryAnswer;
		expect([...new Set(items.map(({ section }) => section))]).toEqual(Object.keys(result));
		expect(items.filter(({ section }) => section === 'msgCode')).toHaveLength(66);
		expect(items.every(({ name, nameChinese }) => Boolean(name) && Boolean(nameChinese))).toBe(
			true,
		);
	});

	test('one section, one code', async () => {
		expect(await get({ section: 'seatClassCode' })).toHaveLength(14);
		expect(await get({ section: 'msgCode', code: '207' })).toEqual([
			{
				section: 'msgCode',
				code: '207',
				name: expect.stringMatching(/expired/i),
				nameChinese: expect.stringContaining('过期'),
			},
		]);
		expect(await get({ section: 'ticketStateCode', code: 'f' })).toMatchObject([{ code: 'F' }]);
		expect(await get({ section: 'msgCode', code: '9999' })).toEqual([]);
	});
});
