/**
 * Order > Create in n8n: every parameter reaches Juhe, wrong ones do not, and nothing is ever
 * bought twice.
 */
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { trainGrabEndpoints } from '../../src/juhe/endpoints';
import type { Fault } from '../../tools/sandbox';
import type { Gateway } from '../support/nodes/gateway';
import { startGateway } from '../support/nodes/gateway';
import type { Juhe } from '../support/nodes/juhe';
import { nobody, startJuhe, unharmed, until, withJuhe } from '../support/nodes/juhe';
import { child, foreigner, withWrongCheckDigit, 乙, 甲 } from '../support/nodes/people';
import { madeUpId } from '../../tools/sandbox/people';
import { shortenTimeouts } from '../support/nodes/timeouts';
import {
	chinaDay,
	createParameters,
	credentials,
	departure,
	expectOrderShape,
	expectShape,
	failure,
	failureOf,
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

let juhe: Juhe;
let gateway: Gateway;
beforeAll(async () => {
	await theEngine();
	juhe = await startJuhe();
	gateway = await startGateway(juhe.url);
});
afterEach(async () => {
	gateway.seen.length = 0;
	await juhe.reset();
});
afterAll(async () => {
	await gateway.close();
	await juhe.close();
});

const create = async (changes: Parameters<typeof createParameters>[0] = {}): Promise<IDataObject> =>
	await only(juhe, createParameters(changes));

/** The form of the create call as it came over the wire. */
const sent = () => gateway.seen.find(({ url }) => url.endsWith('/createOrder.php'))?.form ?? {};
const calls = async (of: Juhe = juhe) => (await of.calls()).map(({ endpoint }) => endpoint);
const createCalls = async (of: Juhe = juhe) => (await of.calls('createOrder')).length;

describe('what Juhe gets', () => {
	test('without a query key: looked up in both forms, searched for, ordered', async () => {
		const created = await create();
		expectShape(created, 'created');
		expect(created).toEqual({
			outOrderNo: expect.stringMatching(/^[A-Z0-9]{26}$/),
			orderNo: expect.stringMatching(/^TFT\d{24}$/),
			purchaseKey: null,
			attempt: 1,
			status: 'created',
			order: null,
		});
		expect(await calls()).toEqual([
			'orderDetail',
			'orderDetail',
			'search',
			'orderDetail',
			'orderDetail',
			'createOrder',
		]);
		expect(await juhe.orders()).toMatchObject([
			{ outOrderNo: created.outOrderNo, orderNo: created.orderNo, trainNos: ['Z175'] },
		]);
	});

	test('search, then order what was found, with its query key: not searched for again', async () => {
		const n8n = await theEngine();
		const found = searchParameters({ from: '上海', to: '苏州', filters: { maxDuration: 23 } });
		const ordered = createParameters({
			queryKey: '={{ $json.queryKey }}',
			mainTrainNo: '={{ $json.trainNo }}',
			mainSeatClass: '={{ $json.seats[0].seatClass }}',
			fromStation: '={{ $json.fromStation }}',
			toStation: '={{ $json.toStation }}',
			departDate: '={{ $json.departure }}',
		});
		const finished = await n8n.execute(
			n8n.workflow(
				[{ json: { trip: 7 } }],
				{ name: 'Search', type: 'trainGrab', parameters: found },
				{ name: node, type: 'trainGrab', parameters: ordered },
				{
					name: 'Trip',
					type: 'test.evaluate',
					parameters: { value: "={{ $('Start').item.json.trip }}" },
				},
			),
			{ credentials: credentials(juhe) },
		);
		expect(outputOf(finished)).toMatchObject([{ status: 'created' }]);
		expect(finished.json('Trip')).toEqual([{ value: 7 }]);
		expect(await calls()).toEqual(['search', 'orderDetail', 'orderDetail', 'createOrder']);
		expect(await juhe.orders()).toMatchObject([
			{ trainNos: ['G7024'], fromStation: '上海虹桥', toStation: '苏州北' },
		]);
	});

	test('every parameter that the vendor documents', async () => {
		const closeTime = `${chinaDay(11)} 20:15`;
		await only(
			gateway,
			createParameters({
				alternateTrainNos: 'k8371, K200',
				alternateSeatClasses: ['noseat', 'softseat'],
				fromStation: '苏州站',
				closeTime,
				acceptNoSeat: true,
				contactName: '测试丙',
				contactPhone: '13800000001',
				passengers: { passenger: [甲, child, foreigner] },
				options: {
					contactEmail: 'bing@example.com',
					outOrderNo: 'MyOrder0001',
					useRailwayAccount: true,
				},
			}),
			{ credential: { railwayAccount: 'ceshi12306', railwayPassword: 'ceshi-password' } },
		);
		const { queryKey, passengers, ...form } = sent();
		expect(queryKey).toMatch(/^\w{32}$/);
		expect(form).toEqual({
			key: 'sandbox-train-grab-key',
			outOrderNo: 'MyOrder0001',
			ticketModel: '1',
			accountNo: 'ceshi12306',
			accountPwd: 'ceshi-password',
			trainNo: 'Z175|K8371|K200',
			mainTrainNo: 'Z175',
			seatClassCode: 'hardseat|noseat|softseat',
			mainSeatClass: 'hardseat',
			fromStation: '苏州',
			toStation: '昆山',
			departDate: departure,
			closeTime: `${closeTime}:00`,
			acceptNoSeat: '1',
			person: '测试丙',
			cellphone: '13800000001',
			email: 'bing@example.com',
		});
		expect(JSON.parse(passengers ?? '')).toEqual([
			{
				passengerName: '测试甲',
				passengerType: '1',
				idCardType: '0',
				idCardNo: 甲.idNumber,
				birthday: '1990-01-01',
			},
			{
				passengerName: '测试童',
				passengerType: '2',
				idCardType: '0',
				idCardNo: child.idNumber,
				birthday: '2018-06-01',
			},
			{
				passengerName: 'TEST DING',
				passengerType: '1',
				idCardType: '1',
				idCardNo: 'E12345678',
				birthday: '1985-05-05',
			},
		]);
		expect(await juhe.orders()).toMatchObject([
			{
				ownAccount: true,
				acceptNoSeat: true,
				trainNos: ['Z175', 'K8371', 'K200'],
				contact: { person: '测试丙', cellphone: '13800000001', email: 'bing@example.com' },
			},
		]);
	});

	test('what is left out: bought by the platform, a seat wanted, closed 3 hours before departure', async () => {
		const { name, idNumber } = 甲;
		await only(gateway, createParameters({ passengers: { passenger: [{ name, idNumber }] } }));
		const form = sent();
		expect(form).toMatchObject({
			ticketModel: '0',
			acceptNoSeat: '0',
			trainNo: 'Z175',
			closeTime: `${chinaDay(11)} 23:29:00`,
		});
		expect(Object.keys(form).sort()).not.toEqual(
			expect.arrayContaining(['accountNo', 'accountPwd', 'email']),
		);
		for (const name of ['accountNo', 'accountPwd', 'email']) expect(form).not.toHaveProperty(name);
		expect(JSON.parse(form.passengers ?? '')).toEqual([
			expect.objectContaining({ passengerType: '1', idCardType: '0', birthday: '1990-01-01' }),
		]);
	});

	test.each<[string, unknown]>([
		['text', JSON.stringify([甲, foreigner])],
		['an expression that gives a list', `={{ ${JSON.stringify([甲, foreigner])} }}`],
		['an expression that gives text', '={{ JSON.stringify($json.people) }}'],
	])('passengers as JSON: %s', async (_what, passengersJson) => {
		const parameters = createParameters({
			passengersInput: 'json',
			passengersJson: passengersJson as string,
		});
		await only(juhe, parameters, { items: [{ people: [甲, foreigner] }] });
		const [bought] = await juhe.orders();
		expect(bought?.passengers).toMatchObject([
			{ passengerName: '测试甲', idCardNo: 甲.idNumber, idCardType: '0' },
			{ passengerName: 'TEST DING', idCardNo: 'E12345678', idCardType: '1' },
		]);
	});

	test.each<[string, string]>([
		['the date alone', chinaDay(12)],
		['the calendar’s date', `${chinaDay(12)}T00:00:00`],
		['20261230', chinaDay(12, 'yyyyMMdd')],
		['the very departure', `${chinaDay(12)}T02:29:00+08:00`],
		['the very departure in UTC', `${chinaDay(11)}T18:29:00Z`],
		['$today', '={{ $today.plus({ days: 12 }) }}'],
	])('departure without a query key: %s', async (_what, departDate) => {
		await only(gateway, createParameters({ departDate }), { timezone: 'Asia/Shanghai' });
		expect(sent()).toMatchObject({ departDate: departure });
	});
});

describe('wrong parameters stop before anything is sent, and name the field and the item', () => {
	const wrongId = withWrongCheckDigit(甲.idNumber);
	const people = (...passenger: INodeParameters[]): INodeParameters => ({
		passengers: { passenger },
	});
	const six = Array.from({ length: 6 }, (_, index) => ({
		...甲,
		idNumber: madeUpId('1990-01-01', `00${index + 1}`),
	}));

	test.each<[string, Parameters<typeof createParameters>[0], string]>([
		['six passengers', people(...six), '“Passengers” has 6 people, and Juhe takes at most 5'],
		['no passenger', { passengers: {} }, '“Passengers” is empty'],
		[
			'an ID with a wrong check digit',
			people(乙, { ...甲, idNumber: wrongId }),
			'“Passengers” has passenger 2 to correct: the last character of the resident ID number, its check digit, does not fit',
		],
		[
			'a birthday that contradicts the ID',
			people({ ...甲, birthday: '1990-01-02' }),
			'“Passengers” has passenger 1 to correct: the birthday is not the one in the ID number',
		],
		[
			'a passport without a birthday',
			people({ ...foreigner, birthday: '' }),
			'“Passengers” has passenger 1 to correct: the birthday is missing',
		],
		[
			'a passenger without a name',
			people({ ...甲, name: '' }),
			'has passenger 1 to correct: the name is missing',
		],
		['a student', people({ ...甲, type: 3 }), 'Juhe does not sell student and disabled-veteran'],
		['a veteran', people({ ...甲, type: 4 }), 'Juhe does not sell student and disabled-veteran'],
		[
			'a passenger type that is not',
			people({ ...甲, type: '={{ 7 }}' }),
			'“Passengers” has passenger 1 to correct: the type must be',
		],
		[
			'an ID type that is not',
			people({ ...甲, idType: '={{ 9 }}' }),
			'“Passengers” has passenger 1 to correct: the ID type must be',
		],
		[
			'passengers that are not JSON',
			{ passengersInput: 'json', passengersJson: '测试甲' },
			'“Passengers (JSON)” is not a list in JSON',
		],
		[
			'an order number of 5',
			{ options: { outOrderNo: 'A1234' } },
			'“Order Number” must be 6 to 32',
		],
		[
			'an order number of 33',
			{ options: { outOrderNo: 'A'.repeat(33) } },
			'“Order Number” must be 6 to 32',
		],
		[
			'an order number with other characters',
			{ options: { outOrderNo: '订单-0001' } },
			'“Order Number” must be 6 to 32 letters and digits',
		],
		['an attempt of 0', { options: { attempt: '={{ 0 }}' } }, '“Buy Again” must be a whole number'],
		[
			'a close time after departure',
			{ closeTime: `${chinaDay(12)} 02:30` },
			'“Close Time” is after the departure',
		],
		['a close time that is past', { closeTime: chinaDay(-1) }, '“Close Time” is in the past'],
		['a close time that is not', { closeTime: 'soon' }, '“Close Time” is not a time'],
		['a departure that is past', { departDate: chinaDay(-1) }, '“Departure” is in the past'],
		['a departure that is not', { departDate: '2026-02-31' }, '“Departure” is not a date'],
		[
			'a query key and only a date',
			{ queryKey: 'abc', departDate: chinaDay(12) },
			'“Departure” needs the time of departure too',
		],
		['a seat that is not', { mainSeatClass: '={{ "sofa" }}' }, '“Main Seat Class” has “sofa”'],
		[
			'an alternate seat that is not',
			{ alternateSeatClasses: '={{ ["noseat", "sofa"] }}' },
			'“Alternate Seat Classes” has “sofa”',
		],
		['two main trains', { mainTrainNo: 'Z175|K8371' }, '“Main Train” takes one train'],
		['no main train', { mainTrainNo: '={{ "" }}' }, '“Main Train” is empty'],
		['no station', { toStation: '={{ "" }}' }, '“To Station” is empty'],
		['no contact', { contactName: '={{ "" }}' }, '“Contact Name” is empty'],
		['no phone', { contactPhone: '={{ undefined }}' }, '“Contact Phone” is empty'],
		[
			'a price that is not',
			{ options: { maxTotalPrice: '={{ "x" }}' } },
			'“Max Total Price (Yuan)”',
		],
		[
			'one’s own 12306 account that is not in the credential',
			{ options: { useRailwayAccount: true } },
			'“Use My 12306 Account” needs the 12306 account and password',
		],
	])('%s', async (_what, changes, message) => {
		const error = await failure(juhe, createParameters(changes));
		expect(error).toMatchObject({ name: 'NodeOperationError', itemIndex: 0 });
		expect(error.message).toContain(message);
		expect(error.message).toMatch(/\[item 0\]$/);
		expect(error.description).not.toBe('');
		expect(`${error.message} ${error.description}`).not.toContain(wrongId);
		expect(await juhe.calls()).toEqual([]);
	});

	test.each<[string, string]>([
		['maxTotalPrice', '“Max Total Price (Yuan)”'],
		['closeTime', '“Close Time”'],
		['outOrderNo', '“Order Number”'],
		['purchaseKey', '“Purchase Key”'],
		['maskPersonalData', '“Mask Personal Data”'],
	])(
		'a safeguard whose expression gives nothing is not taken for none: %s',
		async (name, label) => {
			for (const expression of ['={{ $json.Budget }}', '={{ null }}', '={{ "" }}']) {
				const parameters = createParameters({ options: { [name]: expression } });
				const error = await failure(juhe, parameters, { items: [{ budget: 1 }] });
				expect(error.message).toBe(
					`${label} has an expression that gives nothing: check the expression [item 0]`,
				);
				expect(error.description).toContain('if you want that, remove the expression');
			}
			expect(await juhe.calls()).toEqual([]);
		},
	);

	test('a limit that a person left empty is no limit', async () => {
		const parameters = createParameters({ options: { maxTotalPrice: '' } });
		expect(await only(juhe, parameters)).toMatchObject({ status: 'created' });
	});

	test('several at once: one error tells them all', async () => {
		const error = await failure(
			juhe,
			createParameters({ mainSeatClass: '={{ "sofa" }}', passengers: {}, closeTime: 'soon' }),
		);
		expect(error.message).toContain('“Main Seat Class”');
		expect(error.description).toContain('“Close Time”');
		expect(error.description).toContain('“Passengers”');
	});

	test('the second of two items: named as item 1, the first is bought', async () => {
		const finished = await run(juhe, createParameters({ mainSeatClass: '={{ $json.seat }}' }), {
			items: [{ seat: 'hardseat' }, { seat: 'sofa' }],
		});
		const [bought, ...others] = await juhe.orders();
		expect(others).toEqual([]);
		expect(failureOf(finished)).toMatchObject({
			message: expect.stringContaining('[item 1]'),
			itemIndex: 1,
		});
		// n8n drops the items of a node that fails.
		expect(failureOf(finished).description).toContain(
			`Done before it: order ${bought?.outOrderNo}.`,
		);
	});

	test.each<[string, Parameters<typeof createParameters>[0], string]>([
		[
			'a train that does not run',
			{ mainTrainNo: 'G9999' },
			'“Main Train” has G9999, which does not run from 苏州 to 昆山 on that day',
		],
		[
			'an alternate that does not',
			{ alternateTrainNos: 'K8371|G9999' },
			'“Alternate Trains” has G9999, which does not run from 苏州 to 昆山 on that day',
		],
		[
			'a train between other stations',
			{ mainTrainNo: 'G7011' },
			'“Main Train” has G7011, which runs from 苏州 to 昆山南, not from 苏州 to 昆山',
		],
		[
			'a seat that the train lacks',
			{ mainSeatClass: 'businessseat' },
			'“Main Seat Class” has “Business class seat”, which train Z175 does not have',
		],
		[
			'an alternate seat that no train has',
			{ alternateSeatClasses: ['businessseat'] },
			'“Alternate Seat Classes” has “Business class seat”, which none of the trains named has',
		],
		[
			'another time of departure',
			{ departDate: `${chinaDay(12)} 02:30` },
			`“Departure” is not when train Z175 departs, which is ${departure}`,
		],
		[
			'tickets that are too dear',
			{ options: { maxTotalPrice: 3.99 } },
			'“Max Total Price (Yuan)” is 3.99 yuan, and the tickets may cost up to 4 yuan',
		],
		[
			'alternates that are too dear for all',
			{
				...people(甲, 乙),
				alternateSeatClasses: ['softseat'],
				options: { maxTotalPrice: 12 },
			},
			'“Max Total Price (Yuan)” is 12 yuan, and the tickets may cost up to 13 yuan',
		],
	])('not in the search: %s', async (_what, changes, message) => {
		const error = await failure(juhe, createParameters(changes));
		expect(error).toMatchObject({ name: 'NodeOperationError', itemIndex: 0 });
		expect(error.message).toMatch(/^Nothing was ordered: .*\[item 0\]$/);
		expect(error.message).toContain(message);
		expect(await calls()).toEqual(['orderDetail', 'orderDetail', 'search']);
	});

	test.each(['苏洲', '昆汕南'])(
		'a station that Juhe refuses to search for (%s): what may have been meant, nothing is ordered',
		async (fromStation) => {
			const error = await failure(juhe, createParameters({ fromStation }));
			expect(error.description).toContain('Did you mean ');
			expect(error.description).toContain(` by “${fromStation}”?`);
			expect(await calls()).not.toContain('createOrder');
		},
	);

	test('a station that Juhe takes, and that no train stops at: the same question where the list lacks it', async () => {
		const deserted = await startWebServer();
		const answer = (path: string, result: unknown) =>
			deserted.serve(`/${path}`, {
				body: JSON.stringify({ reason: 'success', result, error_code: 0 }),
			});
		answer(trainGrabEndpoints.orderDetail.path, null);
		answer(trainGrabEndpoints.search.path, { queryKey: 'abc', trains: [] });
		try {
			const known = await failure(deserted, createParameters({ toStation: '昆山南' }));
			expect(known.message).toMatch(/^Nothing was ordered: “Main Train” has/);
			expect(known.description).not.toContain('Did you mean');
			const misspelled = await failure(deserted, createParameters({ toStation: '昆汕南' }));
			expect(misspelled.message).toMatch(/^Nothing was ordered: “Main Train” has/);
			expect(misspelled.description).toMatch(/Did you mean .*昆山南.* by “昆汕南”\?/);
		} finally {
			await deserted.close();
		}
	});

	test('the limit on the price holds with a query key too, and what is within it is bought', async () => {
		const [train] = await output(
			juhe,
			searchParameters({
				from: '苏州',
				to: '昆山',
				filters: { departBefore: '02:29', departAfter: '02:29' },
			}),
		);
		const queryKey = String(train?.queryKey);
		const error = await failure(
			juhe,
			createParameters({ queryKey, options: { maxTotalPrice: 3 } }),
		);
		expect(error.message).toContain('is 3 yuan, and the tickets may cost up to 4 yuan');
		expect(await juhe.orders()).toEqual([]);
		expect(await create({ queryKey, options: { maxTotalPrice: 4 } })).toMatchObject({
			status: 'created',
		});
	});

	test('a departure within 3 hours', async () => {
		const soon = createParameters({
			departDate: `={{ $now.plus({ hours: 2 }) }}`,
		});
		expect((await failure(juhe, soon)).message).toContain('“Departure” is less than 3 hours away');
		expect(await juhe.calls()).toEqual([]);
	});
});

describe('the same purchase is never bought twice', () => {
	test('twice in one run', async () => {
		const bought = await output(juhe, createParameters(), { items: [{}, {}] });
		expect(bought).toMatchObject([{ status: 'created' }, { status: 'alreadyExisted' }]);
		expect(bought[1]).toMatchObject({ outOrderNo: bought[0]?.outOrderNo, attempt: 1 });
		expectShape(bought[1], 'created');
		expectOrderShape(bought[1]?.order);
		expect(await juhe.orders()).toHaveLength(1);
		expect(await createCalls()).toBe(1);
	});

	test('twice in one run, while Juhe neither shows the order nor refuses its number', async () => {
		await juhe.set({ invisibleSeconds: 60, refuseRepeatedOutOrderNo: false });
		const bought = await output(juhe, createParameters(), { items: [{}, {}] });
		expect(bought).toMatchObject([
			{ status: 'created' },
			{ status: 'alreadyExisted', orderNo: null, order: null },
		]);
		expect(await juhe.orders()).toHaveLength(1);
	});

	test('in two runs, though train, seat, query key, close time and contact have changed', async () => {
		const first = await create();
		const [train] = await output(juhe, searchParameters({ from: '苏州', to: '昆山' }));
		const second = await create({
			queryKey: String(train?.queryKey),
			mainTrainNo: 'K8371',
			mainSeatClass: 'noseat',
			departDate: `${chinaDay(12)} 03:34`,
			closeTime: `${chinaDay(11)} 12:00`,
			contactPhone: '13800000002',
			acceptNoSeat: true,
		});
		expect(second).toMatchObject({
			outOrderNo: first.outOrderNo,
			orderNo: first.orderNo,
			status: 'alreadyExisted',
			order: { status: 'created', trainNo: 'Z175' },
		});
		expect(await juhe.orders()).toHaveLength(1);
	});

	test('the passengers in another order, or by another way of giving them, are the same purchase', async () => {
		const first = await create({ passengers: { passenger: [甲, 乙] } });
		const people = { passengersInput: 'json', passengersJson: JSON.stringify([乙, 甲]) };
		expect(await create(people)).toMatchObject({
			outOrderNo: first.outOrderNo,
			status: 'alreadyExisted',
		});
	});

	test('another day, other stations, other passengers, another purchase key are others', async () => {
		const others: Array<Parameters<typeof createParameters>[0]> = [
			{},
			{ departDate: chinaDay(13) },
			{
				mainTrainNo: 'G7011',
				mainSeatClass: 'secondseat',
				toStation: '昆山南',
				departDate: chinaDay(12),
			},
			{ passengers: { passenger: [乙] } },
			{ options: { purchaseKey: 'trip 7' } },
			{ options: { purchaseKey: 'trip 8' } },
		];
		for (const other of others) expect(await create(other)).toMatchObject({ status: 'created' });
		const again = await create({ departDate: chinaDay(14), options: { purchaseKey: 'trip 7' } });
		expect(again).toMatchObject({ status: 'alreadyExisted', purchaseKey: 'trip 7' });
		expect(await juhe.orders()).toHaveLength(others.length);
	});

	test('an issued order stands', async () => {
		const outOrderNo = await order(juhe);
		await juhe.issue(outOrderNo);
		expect(await create()).toMatchObject({
			outOrderNo,
			status: 'alreadyExisted',
			order: { status: 'issued', issued: true },
		});
		expect(await createCalls()).toBe(1);
	});

	test('a failed, then an expired order: the next attempt by itself, each bought once', async () => {
		const first = await order(juhe);
		await juhe.fail(first);
		const second = await create();
		expect(second).toMatchObject({ status: 'created', attempt: 2 });
		await juhe.expire(String(second.outOrderNo));
		expect(await create()).toMatchObject({ status: 'created', attempt: 3 });
		expect(await create()).toMatchObject({ status: 'alreadyExisted', attempt: 3 });
		const bought = (await juhe.orders()).map(({ outOrderNo, status }) => [outOrderNo, status]);
		expect(new Set(bought.map(([outOrderNo]) => outOrderNo)).size).toBe(3);
		expect(bought.map(([, status]) => status)).toEqual(['U', 'O', 'N']);
	});

	test('one’s own number that has failed: an error, since there is no next one', async () => {
		const options = { outOrderNo: 'MyOrder0001' };
		await order(juhe, { options });
		expect(await create({ options })).toMatchObject({ status: 'alreadyExisted' });
		await juhe.fail('MyOrder0001');
		const error = await failure(juhe, createParameters({ options }));
		expect(error.message).toContain('order MyOrder0001 for this exists and its status is “Failed”');
		expect(error.description).toContain('Choose another order number');
		expect(await createCalls()).toBe(1);
	});

	test('a cancelled order: a person must want it, by “Buy Again”', async () => {
		const outOrderNo = await order(juhe);
		await output(juhe, onOrder('order', 'cancel', outOrderNo));
		const error = await failure(juhe, createParameters());
		expect(error.message).toContain('Nothing was ordered');
		expect(error.message).toContain('its status is “Cancelled”');
		expect(error.description).toContain('set “Buy Again” to 2');
		expect(await createCalls()).toBe(1);
		expect(await create({ options: { attempt: 2 } })).toMatchObject({
			status: 'created',
			attempt: 2,
		});
	});

	test('a refund under way, a refunded order: likewise', async () => {
		const outOrderNo = await order(juhe);
		await juhe.issue(outOrderNo);
		await juhe.passTime(301);
		await output(juhe, onOrder('ticket', 'refund', outOrderNo, { refundWhom: 'all' }));
		expect((await failure(juhe, createParameters())).message).toContain('“Being refunded”');
		await juhe.endRefund(outOrderNo, { succeed: true });
		const error = await failure(juhe, createParameters());
		expect(error.message).toContain('“Refunded”');
		expect(error.description).toContain('set “Buy Again” to 2');
		expect(await juhe.orders()).toHaveLength(1);
	});

	test('a refund that failed leaves the ticket: it stands', async () => {
		const outOrderNo = await order(juhe);
		await juhe.issue(outOrderNo);
		await juhe.passTime(301);
		await output(juhe, onOrder('ticket', 'refund', outOrderNo, { refundWhom: 'all' }));
		await juhe.endRefund(outOrderNo, { succeed: false });
		expect(await create()).toMatchObject({ status: 'alreadyExisted', order: { status: 'issued' } });
	});

	test('Juhe answers an unknown number with an empty success: absent too', async () => {
		await juhe.set({ unknownOrderAnswer: 'empty' });
		expect(await create()).toMatchObject({ status: 'created' });
		expect(await create()).toMatchObject({ status: 'alreadyExisted' });
	});
});

/** What may happen to the answer of create. */
const losses: Array<[string, Fault]> = [
	['the connection breaks', { kind: 'drop' }],
	['HTTP 401', { kind: 'status', status: 401 }],
	['HTTP 307', { kind: 'redirect', status: 307 }],
	['HTTP 308', { kind: 'redirect', status: 308 }],
	['HTTP 500', { kind: 'status', status: 500 }],
	['HTML', { kind: 'html' }],
	['half of the JSON', { kind: 'truncated' }],
	['10014', { kind: 'errorCode', errorCode: 10014 }],
];

interface Silence {
	refuseRepeatedOutOrderNo: boolean;
	invisibleSeconds: number;
}
const silences: Silence[] = [true, false].flatMap((refuseRepeatedOutOrderNo) =>
	[0, 2].map((invisibleSeconds) => ({ refuseRepeatedOutOrderNo, invisibleSeconds })),
);
const named = ({ refuseRepeatedOutOrderNo, invisibleSeconds }: Silence) =>
	`${refuseRepeatedOutOrderNo ? 'a repeated number is refused' : 'a repeated number is bought'}, visible after ${invisibleSeconds} s`;

describe('a create whose answer is lost is never sent again', () => {
	test.concurrent.each(
		losses.flatMap(([what, fault]) =>
			silences.map((silence) => [what, named(silence), fault, silence] as const),
		),
	)('%s after it was bought (%s): recovered', async (_what, _silence, fault, silence) => {
		await withJuhe(async (own) => {
			await own.fault('createOrder', { ...fault, when: 'after' });
			const settling = createParameters({
				options: { settleSeconds: silence.invisibleSeconds * 2 },
			});
			const recovered = await only(own, settling);
			expectShape(recovered, 'created');
			expectOrderShape(recovered.order);
			expect(recovered).toMatchObject({ status: 'recovered', order: { status: 'created' } });
			expect(await createCalls(own)).toBe(1);
			expect(await only(own, createParameters())).toMatchObject({ status: 'alreadyExisted' });
			expect(await createCalls(own)).toBe(1);
			expect(await own.orders()).toMatchObject([{ orderNo: recovered.orderNo }]);
		}, silence);
	});

	test.concurrent.each(
		losses.flatMap(([what, fault]) =>
			[true, false].map((refuses) => [what, refuses, fault] as const),
		),
	)(
		'%s before it was bought (repeated numbers refused: %s): an error, and safe to run again',
		async (_what, refuseRepeatedOutOrderNo, fault) => {
			await withJuhe(
				async (own) => {
					await own.fault('createOrder', { ...fault, when: 'before' });
					const error = await failure(own, createParameters());
					expect(error.message).toMatch(
						/^(The answer to order JH[0-9A-F]{24} was lost|Juhe’s answer to order JH[0-9A-F]{24} does not prove that it was not made), and Juhe shows no such order 0 seconds later: .*\[item 0\]$/,
					);
					expect(error.description).toContain('It is safe to run the workflow again in 60 seconds');
					expect(await createCalls(own)).toBe(1);
					expect(await own.orders()).toEqual([]);
					expect(await only(own, createParameters())).toMatchObject({
						status: 'created',
						attempt: 1,
					});
					expect(await createCalls(own)).toBe(2);
					expect(await own.orders()).toHaveLength(1);
				},
				{ refuseRepeatedOutOrderNo },
			);
		},
	);

	test.concurrent('looked up for as long as “Wait for Lost Answer (Seconds)” says', async () => {
		await withJuhe(async (own) => {
			await own.fault('createOrder', { kind: 'drop', when: 'before' });
			const error = await failure(own, createParameters({ options: { settleSeconds: 2 } }));
			expect(error.message).toContain('shows no such order 2 seconds later');
			const lookUps = (await own.calls('orderDetail')).length;
			expect(lookUps).toBeGreaterThanOrEqual(2 * 3);
		});
	});

	test.concurrent.each<[string, number, string, string]>([
		['10012', 10012, 'quota', 'quota-exhausted'],
		['10001', 10001, 'does not know the key', 'credential-invalid'],
	])(
		'a plain refusal (%s) is said as it is, and not sent again',
		async (_what, errorCode, message, cause) => {
			await withJuhe(async (own) => {
				await own.fault('createOrder', { kind: 'errorCode', errorCode });
				const error = await failure(own, createParameters());
				expect(error).toMatchObject({ message: expect.stringContaining(message), cause });
				expect(await createCalls(own)).toBe(1);
				expect(await own.orders()).toEqual([]);
			});
		},
	);

	test('Juhe refuses by its rules: its words, nothing bought', async () => {
		const error = await failure(juhe, createParameters({ queryKey: 'expired' }));
		expect(error).toMatchObject({ name: 'NodeApiError', httpCode: '223810' });
		expect(error.description).toMatch(/Juhe says: “.*[\u4e00-\u9fff].*”/);
		expect(await juhe.orders()).toEqual([]);
	});

	test.concurrent(
		'the answer is lost, and Juhe cannot say whether the order exists: what to look up',
		async () => {
			await withJuhe(async (own) => {
				await own.fault('createOrder', { kind: 'drop', when: 'after' });
				await own.fault('orderDetail', unharmed, 4);
				await own.fault('orderDetail', { kind: 'errorCode', errorCode: 10014 }, 99);
				const finished = await run(own, createParameters(), {
					node: { onError: 'continueRegularOutput' },
				});
				const [bought] = await own.orders();
				expect(finished.json(node)).toEqual([
					{
						error: expect.stringContaining(`The answer to order ${bought?.outOrderNo} was lost`),
						details: { errorCode: null, reason: null, retryable: false, charged: null },
					},
				]);
				await own.clearFaults();
				expect(await only(own, createParameters())).toMatchObject({ status: 'alreadyExisted' });
				expect(await own.orders()).toHaveLength(1);
				expect(await createCalls(own)).toBe(1);
			});
		},
	);

	test('Juhe does not answer in time', async () => {
		const restore = shortenTimeouts(juhe.url, 400);
		try {
			await juhe.fault('createOrder', { kind: 'delay', milliseconds: 3000, when: 'after' });
			expect(await create()).toMatchObject({ status: 'recovered' });
			expect(await createCalls()).toBe(1);
			expect(await juhe.orders()).toHaveLength(1);
		} finally {
			restore();
		}
	});

	test('nobody is there: nothing was sent, so nothing is waited for', async () => {
		const error = await failure(nobody, createParameters({ queryKey: 'key' }));
		expect(error.message).toContain('Nothing was ordered');
		expect(error).toMatchObject({ cause: 'temporarily-unavailable' });
	});
});

describe('while Juhe cannot say whether the order exists, nothing is ordered', () => {
	test.concurrent.each<[string, Fault, string | undefined]>([
		['10014', { kind: 'errorCode', errorCode: 10014 }, 'temporarily-unavailable'],
		['10012', { kind: 'errorCode', errorCode: 10012 }, 'quota-exhausted'],
		['10020', { kind: 'errorCode', errorCode: 10020 }, 'temporarily-unavailable'],
		['HTML', { kind: 'html' }, 'configuration-invalid'],
		['half of the JSON', { kind: 'truncated' }, 'temporarily-unavailable'],
		['HTTP 401', { kind: 'status', status: 401 }, 'configuration-invalid'],
		['HTTP 404', { kind: 'status', status: 404 }, 'configuration-invalid'],
		['HTTP 500', { kind: 'status', status: 500 }, 'temporarily-unavailable'],
		['HTTP 307', { kind: 'redirect', status: 307 }, 'configuration-invalid'],
		['a connection that breaks', { kind: 'drop' }, 'temporarily-unavailable'],
	])('%s', async (_what, fault, cause) => {
		await withJuhe(async (own) => {
			await own.fault('orderDetail', fault, 99);
			const error = await failure(own, createParameters());
			expect(error.message).toMatch(
				/^Nothing was ordered, because Juhe could not say whether order JH[0-9A-F]{24} exists already: /,
			);
			expect(error).toMatchObject({ name: 'NodeApiError', cause });
			expect(new Set(await calls(own))).toEqual(new Set(['orderDetail']));
			expect(await own.orders()).toEqual([]);
		});
	});

	test.concurrent('the form before issue says absent, the issued form cannot be read', async () => {
		await withJuhe(async (own) => {
			await own.fault('orderDetail', unharmed);
			await own.fault('orderDetail', { kind: 'html' }, 99);
			expect((await failure(own, createParameters())).message).toContain('Nothing was ordered');
			expect(await createCalls(own)).toBe(0);
		});
	});

	test.concurrent('a moment of trouble is waited out', async () => {
		await withJuhe(async (own) => {
			await own.fault('*', { kind: 'status', status: 503 });
			await own.fault('search', { kind: 'errorCode', errorCode: 10011 });
			expect(await only(own, createParameters())).toMatchObject({ status: 'created' });
		});
	});
});

describe('n8n runs it again, or stops it', () => {
	const retried = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };
	const twoTrips = createParameters({ options: { purchaseKey: '={{ $json.trip }}' } });
	const trips = [{ trip: 'one' }, { trip: 'two' }];

	test.each<[string, Silence]>([
		['Juhe shows orders at once', { refuseRepeatedOutOrderNo: true, invisibleSeconds: 0 }],
		[
			'Juhe neither shows them yet nor refuses their numbers',
			{ refuseRepeatedOutOrderNo: false, invisibleSeconds: 60 },
		],
	])(
		'“Retry On Fail” over two items, the second of which fails first: each bought once (%s)',
		async (_what, silence) => {
			await juhe.set(silence);
			await juhe.fault('createOrder', unharmed);
			await juhe.fault('createOrder', { kind: 'errorCode', errorCode: 10012 });
			const bought = await output(juhe, twoTrips, { items: trips, node: retried });
			expect(bought).toMatchObject([
				{ purchaseKey: 'one', status: 'alreadyExisted' },
				{ purchaseKey: 'two', status: 'created' },
			]);
			const numbers = (await juhe.orders()).map(({ outOrderNo }) => outOrderNo);
			expect(numbers).toEqual(bought.map(({ outOrderNo }) => outOrderNo));
			expect(await createCalls()).toBe(3);
		},
	);

	test('“Retry” after a lost answer that never was: the order is looked up anew, and made', async () => {
		await juhe.fault('createOrder', { kind: 'drop', when: 'before' });
		const parameters = createParameters({ options: { settleSeconds: 0 } });
		const failed = await run(juhe, parameters, { node: { ...retried, maxTries: 3 } });
		expect(failed.error?.message).toMatch(/^It is not known whether order JH\w+ was made/);
		expect(await createCalls()).toBe(1);
		expect(outputOf(await run(juhe, parameters, { retryOf: failed }))).toMatchObject([
			{ status: 'created' },
		]);
		expect(await juhe.orders()).toHaveLength(1);
	});

	test('“Retry” of two items, the second of which failed: the first is not bought again, even where Juhe still hides it', async () => {
		await juhe.set({ refuseRepeatedOutOrderNo: false, invisibleSeconds: 60 });
		await juhe.fault('createOrder', unharmed);
		await juhe.fault('createOrder', { kind: 'errorCode', errorCode: 10012 });
		const failed = await run(juhe, twoTrips, { items: trips });
		expect(failed.status).toBe('error');
		expect(outputOf(await run(juhe, twoTrips, { items: trips, retryOf: failed }))).toMatchObject([
			{ status: 'alreadyExisted' },
			{ status: 'created' },
		]);
		expect(await juhe.orders()).toHaveLength(2);
	});

	test('“Retry” with a credential of another Juhe: what was sent to the first one says nothing', async () => {
		await juhe.fault('createOrder', unharmed);
		await juhe.fault('createOrder', { kind: 'errorCode', errorCode: 10012 });
		const failed = await run(juhe, twoTrips, { items: trips });
		expect(failed.status).toBe('error');
		// Of an order that the execution remembers there would be no detail.
		expect(outputOf(await run(gateway, twoTrips, { items: trips, retryOf: failed }))).toMatchObject(
			[{ status: 'alreadyExisted', order: { status: expect.any(String) } }, { status: 'created' }],
		);
	});

	test('an order that was refused does not count as bought for the next item', async () => {
		await juhe.fault('createOrder', { kind: 'errorCode', errorCode: 10012 });
		const finished = await run(juhe, createParameters(), {
			items: [{}, {}],
			node: { onError: 'continueRegularOutput' },
		});
		expect(finished.json(node)).toMatchObject([
			{ error: expect.stringContaining('quota') },
			{ status: 'created' },
		]);
		expect(await juhe.orders()).toHaveLength(1);
	});

	/**
	 * What a stopped run would still have begun, it has begun before another one has come to its end.
	 */
	const anotherRun = async () =>
		await run(gateway, { resource: 'dictionary', operation: 'get', section: 'seatClass' });

	test('stopped while it orders: the request is not cut off, and no other is begun', async () => {
		const stop = new AbortController();
		await juhe.fault('createOrder', { kind: 'delay', milliseconds: 400 });
		const running = run(gateway, twoTrips, { items: trips, signal: stop.signal });
		const created = () => gateway.seen.filter(({ url }) => url.endsWith('/createOrder.php'));
		await until(() => created().length > 0);
		stop.abort();
		expect((await running).status).toBe('canceled');
		await until(() => created()[0]?.isOver === true);
		expect(gateway.seen.at(-1)).toBe(created()[0]);
		await anotherRun();
		expect(created()).toMatchObject([{ cutOff: false }]);
		expect(await juhe.orders()).toHaveLength(1);
	});

	test('stopped while it looks up: nothing is ordered', async () => {
		const stop = new AbortController();
		await juhe.fault('orderDetail', { kind: 'delay', milliseconds: 200 });
		const running = run(gateway, createParameters(), { signal: stop.signal });
		await until(() => gateway.seen.length > 0);
		stop.abort();
		expect((await running).status).toBe('canceled');
		await until(() => gateway.seen[0]?.isOver === true);
		await anotherRun();
		expect(await createCalls()).toBe(0);
	});
});

test.each<[string, INodeParameters, string]>([
	['a switch', { options: { maskPersonalData: '={{ "perhaps" }}' } }, '“Mask Personal Data”'],
	['an amount', { options: { maxTotalPrice: '={{ "1,2,3" }}' } }, '“Max Total Price (Yuan)”'],
	['seconds', { options: { settleSeconds: '={{ "soon" }}' } }, '“Wait for Lost Answer (Seconds)”'],
])(
	'what cannot be understood is refused before anything is bought: %s',
	async (_what, changes, label) => {
		expect((await failure(juhe, createParameters(changes))).message).toContain(label);
		expect(await juhe.orders()).toEqual([]);
	},
);

describe('the journey as an input item', () => {
	/** As a table gives it that keeps neither lists nor switches. */
	const row = {
		mainTrainNo: 'Z175',
		alternateTrainNos: '["K8371"]',
		mainSeatClass: '硬座',
		alternateSeatClasses: '[]',
		fromStation: '苏州站',
		toStation: '昆山',
		departDate: departure,
		acceptNoSeat: '是',
		worstTotalPrice: '500,000.00',
	};

	test('that a table kept as text', async () => {
		const parameters = createParameters({ journeyInput: 'item' });
		await only(juhe, parameters, { items: [row] });
		expect(await juhe.orders()).toMatchObject([{ trainNos: ['Z175', 'K8371'] }]);
		expect(await juhe.calls('createOrder')).toMatchObject([{ parameters: { acceptNoSeat: '1' } }]);
	});

	test.each<[string, IDataObject]>([
		['worstTotalPrice', { worstTotalPrice: '5,00' }],
		['Accept No Seat', { acceptNoSeat: 'perhaps' }],
		['Purchase Key', { purchaseKey: 2 ** 60 }],
		['Purchase Key', { purchaseKey: '1.84930E+18' }],
	])('nothing is ordered where its %s cannot be understood: %j', async (label, changes) => {
		const parameters = createParameters({ journeyInput: 'item' });
		const error = await failure(juhe, parameters, { items: [{ ...row, ...changes }] });
		expect(error.message).toContain(`“${label}” of the input item`);
		expect(await juhe.orders()).toEqual([]);
	});

	test.each<[string, IDataObject, INodeParameters, string]>([
		['a price', { worstTotalPrice: 1 }, {}, '“Max Total Price (Yuan)” of the input item is 1 yuan'],
		[
			'a price, though the node has one',
			{ worstTotalPrice: 1 },
			{ options: { maxTotalPrice: 2 } },
			'“Max Total Price (Yuan)” is 2 yuan',
		],
		['a day', { departDate: chinaDay(-3) }, {}, '“Departure” of the input item is in the past'],
		[
			'a contact, which is none of its',
			{ contactPhone: '13900000000' },
			{ contactPhone: 'mine' },
			'“Contact Phone” is not a phone number',
		],
	])(
		'what is wrong with it is not put down to a field that is not shown: %s',
		async (_what, changes, own, message) => {
			const parameters = createParameters({ journeyInput: 'item', ...own });
			const error = await failure(juhe, parameters, { items: [{ ...row, ...changes }] });
			expect(error.message).toContain(message);
		},
	);

	test('a day far ahead, in a hint, is the input item’s', async () => {
		const far = await run(juhe, createParameters({ journeyInput: 'item' }), {
			items: [{ ...row, departDate: chinaDay(20) }],
		});
		expect(far.hints(node).map(({ message }) => message)).toContainEqual(
			expect.stringMatching(/^“Departure” of the input item is 15 or more days ahead/),
		);
	});

	/** Orders what another operation of the node gave, as it comes. */
	const orderFrom = async (first: INodeParameters, changes: INodeParameters = {}) => {
		const n8n = await theEngine();
		const { contactName, contactPhone, passengers, options } = createParameters();
		const parameters: INodeParameters = {
			resource: 'order',
			operation: 'create',
			journeyInput: 'item',
			contactName: contactName ?? '',
			contactPhone: contactPhone ?? '',
			passengers: passengers ?? {},
			options: options ?? {},
			...changes,
		};
		return await n8n.execute(
			n8n.workflow(
				[{ json: {} }],
				{ name: 'First', type: 'trainGrab', parameters: first },
				{ name: node, type: 'trainGrab', parameters },
			),
			{ credentials: credentials(gateway) },
		);
	};
	const suzhou = { from: '苏州', to: '昆山', date: chinaDay(12) };
	const search = (output: string) =>
		searchParameters({
			...suzhou,
			output,
			filters: { departAfter: '02:29', departBefore: '02:29' },
			options: { limit: 1 },
		});

	test('a plan: trains, seats, stations, times and purchase key are the plan’s', async () => {
		const plan: INodeParameters = {
			resource: 'train',
			operation: 'plan',
			...suzhou,
			trainPreferences: 'Z175, K8371',
			seatPreferences: ['hardseat', 'softseat'],
		};
		const finished = await orderFrom(plan);
		const [planned] = finished.json('First');
		expect(outputOf(finished)).toMatchObject([
			{ status: 'created', purchaseKey: planned?.purchaseKey },
		]);
		expect(sent()).toMatchObject({
			trainNo: 'Z175|K8371',
			mainTrainNo: 'Z175',
			seatClassCode: 'hardseat|softseat',
			fromStation: '苏州',
			toStation: '昆山',
			departDate: departure,
			acceptNoSeat: '0',
		});
		expect(await juhe.calls('search')).toHaveLength(2);
	});

	test('what a plan may cost is the limit, unless another one is given', async () => {
		const plan: INodeParameters = {
			resource: 'train',
			operation: 'plan',
			...suzhou,
			trainPreferences: 'Z175',
			seatPreferences: ['hardseat'],
		};
		const two = { passengers: { passenger: [甲, 乙] } };
		const dearer = failureOf(await orderFrom(plan, two));
		expect(dearer.message).toContain('“Max Total Price (Yuan)” of the input item is 4 yuan');
		const options = { settleSeconds: 0, maxTotalPrice: 8 };
		expect(outputOf(await orderFrom(plan, { ...two, options }))).toMatchObject([
			{ status: 'created' },
		]);
	});

	test.each(['simplified', 'trains', 'seats'])(
		'a train as Search gives it (%s): its cheapest seat, searched for again',
		async (output) => {
			const finished = await orderFrom(search(output));
			expect(outputOf(finished)).toMatchObject([{ status: 'created' }]);
			const [found] = finished.json('First');
			expect(sent()).toMatchObject({
				trainNo: 'Z175',
				seatClassCode: 'hardseat',
				departDate: departure,
			});
			expect(sent().queryKey).not.toBe(found?.queryKey);
		},
	);

	describe('the trains and seats of one search', () => {
		const trains = ['Z175', 'K8371'].map((trainNo) => ({
			...row,
			trainNo,
			mainTrainNo: trainNo,
			departDate: chinaDay(12),
			alternateTrainNos: '',
		}));
		const found = trains.map((train) => ({ ...train, queryKey: 'of-one-search' }));
		const byItem = createParameters({ journeyInput: 'item' });

		test.each<[string, INodeParameters, IDataObject[]]>([
			['as they come', byItem, found],
			['by expressions', createParameters({ mainTrainNo: '={{ $json.trainNo }}' }), found],
			[
				'another seat of the same train',
				byItem,
				['hardseat', 'softseat'].map((mainSeatClass) => ({ ...found[0], mainSeatClass })),
			],
			[
				'each train with each of several people',
				createParameters({
					journeyInput: 'item',
					passengersInput: 'json',
					passengersJson: '={{ $json.people }}',
				}),
				found.flatMap((train) => [甲, 乙].map((person) => ({ ...train, people: [person] }))),
			],
			[
				'the same people as input items',
				createParameters({
					journeyInput: 'item',
					passengersInput: 'items',
					passengerName: '={{ $json.name }}',
					passengerType: 1,
					passengerIdType: 0,
					passengerIdNumber: '={{ $json.idNumber }}',
					passengerBirthday: '',
				}),
				found.flatMap((train) => [甲, 乙].map((person) => ({ ...train, ...person }))),
			],
		])('are not all bought for the same people: %s', async (_what, parameters, items) => {
			const error = await failure(juhe, parameters, { items });
			expect(error.message).toContain(
				'“Journey” gives several trains of one search for the same passengers',
			);
			expect(error.description).toContain('Put a Limit node before this one');
			const each = await output(juhe, parameters, {
				items,
				node: { onError: 'continueRegularOutput' },
			});
			expect(each.map(({ details }) => details)).toMatchObject(
				items.map(() => ({ errorCode: 'severalTrains', charged: false })),
			);
			expect(await juhe.orders()).toEqual([]);
		});

		test.each<[string, INodeParameters, IDataObject[], number]>([
			['of two searches', {}, trains.map((train, i) => ({ ...train, queryKey: `search-${i}` })), 1],
			[
				'for other people each',
				{
					passengersInput: 'json',
					passengersJson: '={{ $json.people }}',
				},
				found.map((train, index) => ({ ...train, people: [[甲, 乙][index] ?? 甲] })),
				2,
			],
			['named by hand', { options: { purchaseKey: '={{ $json.trainNo }}' } }, found, 2],
			['the same one twice', {}, [found[0] ?? {}, found[0] ?? {}], 1],
		])('are bought where they are no choice: %s', async (_what, changes, items, orders) => {
			await output(juhe, createParameters({ journeyInput: 'item', ...changes }), { items });
			expect(await juhe.orders()).toHaveLength(orders);
		});

		test('are one purchase for a whole execution, its loops and retries included', async () => {
			const [one = {}, other = {}] = found;
			await juhe.fault('createOrder', { kind: 'errorCode', errorCode: 10012 });
			const refused = await run(juhe, byItem, { items: [one] });
			const bought = await run(juhe, byItem, { items: [other], retryOf: refused });
			expect(outputOf(bought)).toMatchObject([{ status: 'created' }]);
			const again = await run(juhe, byItem, { items: [one], retryOf: bought });
			expect(failureOf(again).message).toContain('gives several trains of one search');
			expect(await juhe.orders()).toHaveLength(1);
		});

		test('so are those of a city’s stations on one day, whatever is said of their search', async () => {
			const items = [
				{ ...trains[0], fromStation: '苏州', toStation: '昆山' },
				{ ...trains[1], fromStation: '苏州北', toStation: '昆山南' },
			];
			const error = await failure(juhe, byItem, { items });
			expect(error.message).toContain('gives several trains of one search');
			expect(await juhe.orders()).toEqual([]);
		});

		test('one that cannot be read fails alone', async () => {
			const [readable, unreadable] = await output(
				juhe,
				createParameters({
					journeyInput: 'item',
					passengersInput: 'json',
					passengersJson: '={{ $json.people }}',
				}),
				{
					items: found.map((train, index) => ({ ...train, people: [[甲], '[{'][index] ?? '' })),
					node: { onError: 'continueRegularOutput' },
				},
			);
			expect(readable).toMatchObject({ status: 'created' });
			expect(unreadable).toMatchObject({ details: { errorCode: 'passengersUnreadable' } });
		});
	});

	test('what is neither is refused before anything is sent', async () => {
		const error = failureOf(
			await orderFrom({ resource: 'dictionary', operation: 'get', section: 'tips' }),
		);
		expect(error.message).toContain('the input item is neither a plan nor a train');
		expect(new Set(await calls())).toEqual(new Set(['dictionary']));
	});
});

describe('a workflow saved before there were options for them', () => {
	const former = {
		closeTime: `${chinaDay(11)} 20:15`,
		acceptNoSeat: true,
		queryKey: '={{ "expired" }}',
	};

	test('still says query key, close time and standing', async () => {
		await failure(gateway, createParameters(former));
		expect(sent()).toMatchObject({
			queryKey: 'expired',
			closeTime: `${former.closeTime}:00`,
			acceptNoSeat: '1',
		});
	});

	test('and the options, where they are set, count instead', async () => {
		const options = { closeTime: `${chinaDay(11)} 21:15`, acceptNoSeat: false };
		await only(gateway, createParameters({ ...former, queryKey: '', options }));
		expect(sent()).toMatchObject({ closeTime: `${chinaDay(11)} 21:15:00`, acceptNoSeat: '0' });
	});
});

test.each<[string, Parameters<typeof createParameters>[0], string]>([
	['the same station twice', { toStation: '苏州站' }, '“To Station” is the station of departure'],
	['a past day', { departDate: chinaDay(-3) }, '“Departure” is in the past'],
])('no is said before Juhe is asked: %s', async (_what, changes, message) => {
	expect((await failure(juhe, createParameters(changes))).message).toContain(message);
	expect(await juhe.calls()).toEqual([]);
});

test('what may go wrong with an order that was made, and one that stood already, is said in hints', async () => {
	const odd = createParameters({ contactPhone: '+852 91234567' });
	const first = await run(juhe, odd);
	expect(outputOf(first)).toMatchObject([{ status: 'created' }]);
	expect(first.hints(node).map(({ message }) => message)).toEqual([
		expect.stringMatching(/^“Contact Phone” is not a mobile number of mainland China/),
	]);
	const again = await run(juhe, odd);
	expect(again.hints(node).map(({ message }) => message)).toContainEqual(
		expect.stringMatching(/^Nothing new was ordered: order JH\w+ .* exists already/),
	);
});

test('lists kept as text, and passengers from an expression, are understood', async () => {
	for (const passengersJson of [
		`={{ ${JSON.stringify([甲])} }}`,
		JSON.stringify([甲]),
		`={{ ${JSON.stringify({ passenger: [甲] })} }}`,
	])
		expect(
			await create({
				passengersInput: 'json',
				passengersJson,
				alternateTrainNos: '["K8371"]',
				alternateSeatClasses: '[]',
			}),
		).toMatchObject({ outOrderNo: expect.any(String) });
	expect(await juhe.orders()).toMatchObject([{ trainNos: ['Z175', 'K8371'] }]);
	// n8n itself drops an expression in place of the fields.
	const dropped = createParameters({ passengers: `={{ ${JSON.stringify([甲])} }}` });
	expect((await failure(juhe, dropped)).message).toContain('set “Who Travels” to “JSON List”');
	const rounded = { ...甲, idNumber: Number(甲.idNumber.slice(0, 17)) * 10 };
	const error = await failure(
		juhe,
		createParameters({
			passengersInput: 'json',
			passengersJson: `={{ [${JSON.stringify(rounded)}] }}`,
		}),
	);
	expect(error.message).toContain('format it as text');
});

describe('two executions of one saved workflow', () => {
	test('a second after the first, while Juhe hides the order for 3 seconds: bought once', async () => {
		await juhe.set({ refuseRepeatedOutOrderNo: false, invisibleSeconds: 3 });
		const parameters = createParameters({ options: { settleSeconds: 20 } });
		const settings = { workflowId: 'one-purchase' };
		const first = await only(juhe, parameters, settings);
		const second = await only(juhe, parameters, settings);
		expect([first, second]).toMatchObject([{ status: 'created' }, { status: 'alreadyExisted' }]);
		expect(await createCalls()).toBe(1);
	});

	test('the first was lost: the second looks and refuses once, the third orders', async () => {
		await juhe.fault('createOrder', { kind: 'drop', when: 'before' });
		const settings = { workflowId: 'lost-purchase' };
		expect((await failure(juhe, createParameters(), settings)).message).toContain('was lost');
		const second = await failure(juhe, createParameters(), settings);
		expect(second.message).toMatch(
			/^Nothing was ordered now: order JH\w+ was sent before, at \d{4}-\d\d-\d\d \d\d:\d\d China time/,
		);
		expect(await only(juhe, createParameters(), settings)).toMatchObject({ status: 'created' });
		expect(await juhe.orders()).toHaveLength(1);
	});
});
