import { startSandbox, type Sandbox } from '../index';
import { refusals, type RefusalName } from '../errors';
import { chinaDay, client, passenger, type Form } from '../../../test/support/sandboxClient';
import { madeUpId } from '../people';

describe('the rules that the documents state', () => {
	let sandbox: Sandbox;
	let juhe: ReturnType<typeof client>;
	beforeAll(async () => {
		sandbox = await startSandbox();
		juhe = client(sandbox);
	});
	afterAll(() => sandbox.close());
	afterEach(() => sandbox.control.reset());

	test('no two refusals share a code, and only made-up ones lack a document', () => {
		const all = Object.values<{ code: number; documented?: boolean }>(refusals);
		expect(new Set(all.map(({ code }) => code)).size).toBe(all.length);
		for (const { code, documented } of all)
			expect(Boolean(documented)).toBe(
				!(code >= 223800 && code <= 223899) || [223801, 223804].includes(code),
			);
	});

	describe('search', () => {
		const today = chinaDay(0, 'yyyyMMdd');
		test.each<[string, Form, RefusalName]>([
			['no date', { date: '' }, 'parameterMissing'],
			['no origin', { from: '' }, 'parameterMissing'],
			['an unknown place', { from: '桃花源' }, 'stationInvalid'],
			['a name that ends in 站', { from: '苏州站' }, 'stationInvalid'],
			['a date of another form', { date: chinaDay(1) }, 'dateInvalid'],
			['a day that is not', { date: '20270231' }, 'dateInvalid'],
			['yesterday', { date: chinaDay(-1, 'yyyyMMdd') }, 'dateInvalid'],
			['61 days ahead', { date: chinaDay(61, 'yyyyMMdd') }, 'notOnSale'],
			['a ticket type that is not', { type: '3' }, 'parameterInvalid'],
		])('%s is refused', async (_what, changes, name) => {
			const { data } = await juhe.post('search.php', {
				from: '苏州',
				to: '昆山',
				date: today,
				...changes,
			});
			expect(data).toMatchObject({ error_code: refusals[name].code, result: null });
			expect(data.reason).toContain(refusals[name].reason);
		});

		test('names may be Chinese or pinyin, of a city or a station', async () => {
			const ask = async (from: string, to: string) =>
				(await juhe.search(from, to)).data.result.trains.map(({ trainNo }: Form) => trainNo);
			expect(await ask('shanghai', 'Suzhou')).toEqual(await ask('上海', '苏州'));
			expect(await ask('上海西', '苏州园区')).toContain('G7066');
			expect(await ask('上海西', '苏州园区')).not.toContain('G7002');
		});

		test('a pair without trains is a success with none; students may search; 60 days ahead is open', async () => {
			expect((await juhe.search('拉萨', '厦门')).data).toMatchObject({
				error_code: 0,
				result: { totalCount: 0, trains: [], froms: [], tos: [] },
			});
			for (const changes of [{ type: '2' }, { date: chinaDay(60, 'yyyyMMdd') }] as Form[])
				expect(
					(await juhe.post('search.php', { from: '苏州', to: '昆山', date: today, ...changes }))
						.data.error_code,
				).toBe(0);
		});

		test('today, a train that has left is not listed and one about to leave is closed', async () => {
			const { data } = await juhe.search('北京', '上海', 0);
			const now = Date.now();
			for (const { fromTime, bookState, tickets } of data.result.trains) {
				const departure = Date.parse(`${chinaDay(0)}T${fromTime}:00+08:00`);
				expect(departure).toBeGreaterThan(now - 60_000);
				if (departure - now < 29 * 60_000) expect(bookState).toBe(3);
				if (bookState !== 1)
					expect(
						Object.values<Form>(tickets).every(({ seatState }) => Number(seatState) === 0),
					).toBe(true);
			}
		});
	});

	describe('create', () => {
		const people = (...list: unknown[]) => ({ passengers: JSON.stringify(list) });
		const six = Array.from({ length: 6 }, (_, index) =>
			passenger({ idCardNo: madeUpId('19900101', `00${index}`) }),
		);
		const required = [
			'queryKey',
			'outOrderNo',
			'trainNo',
			'seatClassCode',
			'fromStation',
			'toStation',
			'departDate',
			'closeTime',
			'acceptNoSeat',
			'person',
			'cellphone',
			'passengers',
		];

		test.each<[string, Form, RefusalName]>([
			...required.map((name): [string, Form, RefusalName] => [
				`no ${name}`,
				{ [name]: '' },
				'parameterMissing',
			]),
			['an unknown queryKey', { queryKey: '0'.repeat(32) }, 'queryExpired'],
			['an order number of 5 characters', { outOrderNo: 'ABC12' }, 'outOrderNoInvalid'],
			['an order number of 33 characters', { outOrderNo: 'A'.repeat(33) }, 'outOrderNoInvalid'],
			['an order number with other characters', { outOrderNo: 'ABC-1234' }, 'outOrderNoInvalid'],
			[
				'a train that the search did not show',
				{ trainNo: 'G9999', mainTrainNo: 'G9999' },
				'trainInvalid',
			],
			['a main train that is not among the trains', { mainTrainNo: 'K8371' }, 'trainInvalid'],
			[
				'several trains without a main one',
				{ trainNo: 'Z175|K8371', mainTrainNo: '' },
				'parameterMissing',
			],
			['a train named twice', { trainNo: 'Z175|Z175' }, 'parameterInvalid'],
			[
				'an unknown seat',
				{ seatClassCode: 'softfloor', mainSeatClass: 'softfloor' },
				'seatInvalid',
			],
			['a seat by its number', { seatClassCode: '1', mainSeatClass: '1' }, 'seatInvalid'],
			[
				'a seat that the train has not',
				{ seatClassCode: 'businessseat', mainSeatClass: 'businessseat' },
				'seatInvalid',
			],
			['a main seat that is not among the seats', { mainSeatClass: 'noseat' }, 'seatInvalid'],
			[
				'several seats without a main one',
				{ seatClassCode: 'hardseat|noseat', mainSeatClass: '' },
				'parameterMissing',
			],
			['another station of the city', { fromStation: '苏州园区' }, 'stationInvalid'],
			['a station in pinyin', { toStation: 'kunshan' }, 'stationInvalid'],
			['another date than the query’s', { departDate: `${chinaDay(21)} 02:29` }, 'dateInvalid'],
			['a departure without its time', { departDate: chinaDay(20) }, 'dateInvalid'],
			[
				'another departure than the main train’s',
				{ departDate: `${chinaDay(20)} 03:34` },
				'dateInvalid',
			],
			['a close time without seconds', { closeTime: `${chinaDay(19)} 12:00` }, 'closeTimeInvalid'],
			['a close time that is past', { closeTime: `${chinaDay(-1)} 12:00:00` }, 'closeTimeInvalid'],
			[
				'a close time after departure',
				{ closeTime: `${chinaDay(20)} 02:29:01` },
				'closeTimeInvalid',
			],
			[
				'a close time on a day that is not',
				{ closeTime: '2027-02-31 12:00:00' },
				'closeTimeInvalid',
			],
			['acceptNoSeat as a word', { acceptNoSeat: 'true' }, 'parameterInvalid'],
			['an unknown ticket model', { ticketModel: '2' }, 'parameterInvalid'],
			[
				'an own account without name',
				{ ticketModel: '1', accountPwd: 'made-up' },
				'accountMissing',
			],
			[
				'an own account without password',
				{ ticketModel: '1', accountNo: 'made-up' },
				'accountMissing',
			],
			['passengers that are no JSON', { passengers: '测试甲' }, 'parameterInvalid'],
			[
				'passengers that are no list',
				{ passengers: JSON.stringify(passenger()) },
				'parameterInvalid',
			],
			['no passenger', people(), 'parameterInvalid'],
			['six passengers', people(...six), 'tooManyPassengers'],
			['a passenger that is no object', people('测试甲'), 'passengerInvalid'],
			[
				'a number where a string belongs',
				people({ ...passenger(), passengerType: 1 }),
				'passengerInvalid',
			],
			['a passenger without a name', people(passenger({ passengerName: '' })), 'passengerInvalid'],
			['a student', people(passenger({ passengerType: '3' })), 'passengerTypeUnsupported'],
			['a disabled veteran', people(passenger({ passengerType: '4' })), 'passengerTypeUnsupported'],
			['an unknown passenger type', people(passenger({ passengerType: '5' })), 'passengerInvalid'],
			['an ID type counted from 1', people(passenger({ idCardType: '4' })), 'passengerInvalid'],
			[
				'a birthday of another form',
				people(passenger({ birthday: '19900101' })),
				'passengerInvalid',
			],
		])('%s is refused', async (_what, changes, name) => {
			const { data } = await juhe.post('createOrder.php', await juhe.orderForm(changes));
			expect(data).toMatchObject({ error_code: refusals[name].code, result: null });
			expect(data.reason).toContain(refusals[name].reason);
			expect(sandbox.control.orders()).toEqual([]);
		});

		test.each<[string, Form]>([
			['six characters of order number', { outOrderNo: 'ABC123' }],
			['32 characters of order number', { outOrderNo: 'a'.repeat(32) }],
			[
				'one train and seat without a main one',
				{ mainTrainNo: '', mainSeatClass: '', departDate: chinaDay(20) },
			],
			['alternate trains and seats', { trainNo: 'K8371|Z175', seatClassCode: 'noseat|hardseat' }],
			['five passengers', people(...six.slice(0, 5))],
			['a passport', people(passenger({ idCardType: '1', idCardNo: 'TEST00001' }))],
			['an own account', { ticketModel: '1', accountNo: 'made-up', accountPwd: 'made-up' }],
			['an e-mail address', { email: 'nobody@example.com' }],
		])('%s is taken', async (_what, changes) => {
			expect(
				(await juhe.post('createOrder.php', await juhe.orderForm(changes))).data,
			).toMatchObject({ error_code: 0 });
			expect(sandbox.control.orders()).toHaveLength(1);
		});

		test('a queryKey dies', async () => {
			sandbox.options.queryKeyLifetimeSeconds = 10;
			const form = await juhe.orderForm();
			sandbox.control.passTime(11);
			expect((await juhe.post('createOrder.php', form)).data.error_code).toBe(
				refusals.queryExpired.code,
			);
		});

		test('a student’s queryKey cannot be ordered with', async () => {
			const { data } = await juhe.post('search.php', {
				from: '苏州',
				to: '昆山',
				date: chinaDay(20, 'yyyyMMdd'),
				type: '2',
			});
			const form = await juhe.orderForm({ queryKey: data.result.queryKey });
			expect((await juhe.post('createOrder.php', form)).data.error_code).toBe(
				refusals.passengerTypeUnsupported.code,
			);
		});

		test('less than three hours before departure is too late', async () => {
			const departure = Date.parse(`${chinaDay(20)}T02:29:00+08:00`);
			const onlyDate = jest.spyOn(Date, 'now');
			try {
				onlyDate.mockReturnValue(departure - 2.99 * 3_600_000);
				const { data } = await juhe.post('search.php', {
					from: '苏州',
					to: '昆山',
					date: chinaDay(1, 'yyyyMMdd'),
				});
				const form = await juhe.orderForm({
					queryKey: data.result.queryKey,
					departDate: `${chinaDay(1)} 02:29`,
					closeTime: `${chinaDay(1)} 01:00:00`,
				});
				const code = async () => (await juhe.post('createOrder.php', form)).data.error_code;
				expect(await code()).toBe(refusals.tooCloseToDeparture.code);
				onlyDate.mockReturnValue(departure - 3.01 * 3_600_000);
				expect(await code()).toBe(0);
			} finally {
				onlyDate.mockRestore();
			}
		});

		test('a repeated order number is refused, or bought again where that is set', async () => {
			const form = await juhe.orderForm();
			await juhe.post('createOrder.php', form);
			expect((await juhe.post('createOrder.php', form)).data.error_code).toBe(
				refusals.outOrderNoRepeated.code,
			);
			sandbox.options.refuseRepeatedOutOrderNo = false;
			expect((await juhe.post('createOrder.php', form)).data.error_code).toBe(0);
			expect(sandbox.control.orders()).toHaveLength(2);
		});
	});

	describe('orderDetail', () => {
		test('an unknown number is an error or an empty success, as set', async () => {
			expect((await juhe.detail('UNKNOWN1')).error_code).toBe(refusals.orderUnknown.code);
			sandbox.options.unknownOrderAnswer = 'empty';
			expect(await juhe.detail('UNKNOWN1')).toEqual({
				reason: 'success',
				result: null,
				error_code: 0,
			});
		});

		test('a new order stays unknown for as long as is set', async () => {
			sandbox.options.invisibleSeconds = 60;
			const outOrderNo = await juhe.order();
			expect((await juhe.detail(outOrderNo)).error_code).toBe(refusals.orderUnknown.code);
			const aMinuteLater = Date.now() + 60_000;
			const onlyDate = jest.spyOn(Date, 'now').mockReturnValue(aMinuteLater);
			try {
				expect((await juhe.detail(outOrderNo)).error_code).toBe(0);
			} finally {
				onlyDate.mockRestore();
			}
		});
	});

	describe('refund', () => {
		const apply = async (outOrderNo: string, index = 0) => {
			const passengerId = sandbox.control.order(outOrderNo)?.passengers[index]?.passengerId ?? '';
			return (await juhe.post('applyRefundOrder.php', { outOrderNo, passengerId })).data.error_code;
		};
		const family = JSON.stringify([
			passenger(),
			passenger({
				passengerName: '测试乙',
				passengerType: '2',
				idCardNo: madeUpId('20180101'),
				birthday: '2018-01-01',
			}),
		]);
		const passMinutes = (minutes: number) => sandbox.control.passTime(minutes * 60);

		test('of an order without tickets is refused', async () => {
			expect(await apply(await juhe.order())).toBe(refusals.orderStateForbids.code);
		});

		test('opens five minutes after the issue, and is taken once', async () => {
			const outOrderNo = await juhe.order();
			sandbox.control.issue(outOrderNo);
			expect(await apply(outOrderNo)).toBe(refusals.refundTooSoon.code);
			passMinutes(6);
			expect(await apply(outOrderNo)).toBe(0);
			expect(await apply(outOrderNo)).toBe(refusals.ticketStateForbids.code);
		});

		test('closes before departure', async () => {
			sandbox.control.nextFates({ outcome: 'hold' });
			const outOrderNo = await juhe.order();
			sandbox.control.issue(outOrderNo);
			const departure = Date.parse(`${chinaDay(20)}T02:29:00+08:00`);
			passMinutes((departure - Date.now()) / 60_000 - 10);
			expect(await apply(outOrderNo)).toBe(refusals.refundTooLate.code);
		});

		test('of an adult follows the child’s; a failed one may be applied for again', async () => {
			const outOrderNo = await juhe.order({ passengers: family });
			sandbox.control.issue(outOrderNo);
			passMinutes(6);
			expect(await apply(outOrderNo, 0)).toBe(refusals.childFirst.code);
			expect(await apply(outOrderNo, 1)).toBe(0);
			sandbox.control.settleRefund(outOrderNo, { succeed: false });
			expect(await apply(outOrderNo, 0)).toBe(refusals.childFirst.code);
			expect(await apply(outOrderNo, 1)).toBe(0);
			expect(await apply(outOrderNo, 0)).toBe(0);
		});
	});

	test.each<[Form, RefusalName]>([
		[{ url: 'not a url', type: '1' }, 'parameterInvalid'],
		[{ url: 'ftp://example.com', type: '1' }, 'parameterInvalid'],
		[{ url: 'https://example.com', type: '4' }, 'parameterInvalid'],
		[{ url: 'https://example.com' }, 'parameterMissing'],
	])('the callback %j is refused', async (form, name) => {
		expect((await juhe.post('addCallbackUrl.php', form)).data.error_code).toBe(refusals[name].code);
	});
});
