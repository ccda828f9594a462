import { startSandbox, type Sandbox } from '../index';
import { chinaDay, client, passenger, shape, without } from '../../../test/support/sandboxClient';
import { madeUpId } from '../people';
import badKey from '../../../test/support/fixtures/juhe/error.bad-key.json';
import cancelled from '../../../test/support/fixtures/juhe/train-grab.cancel-order.json';
import cancelRefused from '../../../test/support/fixtures/juhe/train-grab.cancel-order.refused.json';
import created from '../../../test/support/fixtures/juhe/train-grab.create-order.json';
import dictionary from '../../../test/support/fixtures/juhe/train-grab.dictionary.json';
import issuedDetail from '../../../test/support/fixtures/juhe/train-grab.order-detail.issued.json';
import unissuedDetail from '../../../test/support/fixtures/juhe/train-grab.order-detail.unissued.json';
import refunded from '../../../test/support/fixtures/juhe/train-grab.refund.json';
import refundRefused from '../../../test/support/fixtures/juhe/train-grab.refund.refused.json';
import searched from '../../../test/support/fixtures/juhe/train-grab.search.json';
import callbackSet from '../../../test/support/fixtures/juhe/train-grab.set-callback.json';

describe('every endpoint answers in the form of the vendor’s sample', () => {
	let sandbox: Sandbox;
	let juhe: ReturnType<typeof client>;
	beforeAll(async () => {
		sandbox = await startSandbox();
		juhe = client(sandbox);
	});
	afterAll(() => sandbox.close());
	afterEach(() => sandbox.control.reset());

	test('search', async () => {
		const { data } = await juhe.search('上海', '苏州');
		const [sampleTrain] = searched.result.trains;
		const train = data.result.trains.find(
			({ trainNo }: { trainNo: string }) => trainNo === 'G7066',
		);
		expect(data).toMatchObject({ reason: '0', error_code: 0 });
		expect(shape(without(data.result, 'trains'))).toEqual(
			shape(without(searched.result, 'trains')),
		);
		expect(train).toMatchObject({
			fromStation: '上海西',
			toStation: '苏州园区',
			fromTime: '09:02',
			runTimeSpan: '28',
		});

		const comparable = (train: object) => shape(without(train, 'tickets', 'toTime'));
		for (const each of data.result.trains) {
			expect(comparable(each)).toEqual(comparable({ ...sampleTrain }));
			expect(['string', 'undefined']).toContain(typeof each.toTime);
			for (const ticket of Object.values<Record<string, unknown>>(each.tickets)) {
				expect(shape({ ...ticket, price: Number(ticket.price) })).toEqual(
					shape(sampleTrain?.tickets.secondseat),
				);
				expect(Number(ticket.price)).toBeGreaterThan(0);
			}
		}
	});

	test('create, both details, cancel', async () => {
		const form = await juhe.orderForm();
		const { data } = await juhe.post('createOrder.php', form);
		expect(shape(data)).toEqual(shape(created));
		expect(data.result.orderNo).toMatch(/^TFT/);

		const unissued = await juhe.detail(form.outOrderNo ?? '');
		expect(shape(unissued)).toEqual(shape(unissuedDetail));
		expect(unissued.result).toMatchObject({
			status: 'N',
			trainNo: 'Z175',
			seatClass: '硬座',
			departDate: `${chinaDay(20)}T02:29:00`,
		});
		const asIssued = await juhe.detail(form.outOrderNo ?? '', '1');
		expect(shape(asIssued)).toEqual(shape(issuedDetail));
		expect(asIssued.result).toMatchObject({
			orderStateCode: 'N',
			ticketNo: '',
			passengers: [{ idType: '1', ticketStateCode: 'N' }],
		});

		const cancel = { outOrderNo: form.outOrderNo ?? '' };
		expect(shape((await juhe.post('cancelOrder.php', cancel)).data)).toEqual(shape(cancelled));
		expect((await juhe.post('cancelOrder.php', cancel)).data).toEqual(cancelRefused);
		expect((await juhe.detail(cancel.outOrderNo)).result.status).toBe('C');
	});

	test('an issued order: new number, seats, prices; a child pays half', async () => {
		const outOrderNo = await juhe.order({
			passengers: JSON.stringify([
				passenger(),
				passenger({
					passengerName: '测试乙',
					passengerType: '2',
					idCardNo: madeUpId('20180101'),
					birthday: '2018-01-01',
				}),
			]),
		});
		sandbox.control.issue(outOrderNo);
		const { result } = await juhe.detail(outOrderNo, '1');
		expect(shape(result)).toEqual(shape(issuedDetail.result));
		expect(result).toMatchObject({
			orderStateCode: 'F',
			orderState: '已出票',
			juheServiceFee: '8',
			orderPrice: '6.00',
		});
		expect(result.orderNo).toMatch(/^FT\d/);
		expect(
			result.passengers.map(({ ticketPrice }: { ticketPrice: string }) => ticketPrice),
		).toEqual(['4.00', '2.00']);
		for (const { pTicketNo, seatNo } of result.passengers) {
			expect(pTicketNo).toMatch(new RegExp(`^${result.ticketNo}1\\d{6}$`));
			expect(seatNo).toMatch(/^\d\d车厢,\d{3}号$/);
		}
		expect((await juhe.detail(outOrderNo)).result).toMatchObject({
			status: 'F',
			orderNo: result.orderNo.replace('FT', 'TFT'),
		});
	});

	test('refund', async () => {
		const outOrderNo = await juhe.order();
		sandbox.control.issue(outOrderNo);
		sandbox.control.passTime(301);
		const passengerId = (await juhe.detail(outOrderNo, '1')).result.passengers[0].passengerId;
		expect(
			shape((await juhe.post('applyRefundOrder.php', { outOrderNo, passengerId })).data),
		).toEqual(shape(refunded));
		for (const wrong of [
			{ outOrderNo, passengerId: '1' },
			{ outOrderNo: 'UNKNOWN1', passengerId },
		])
			expect((await juhe.post('applyRefundOrder.php', wrong)).data).toEqual(refundRefused);
	});

	test('callback URL and dictionary', async () => {
		const set = await juhe.post('addCallbackUrl.php', {
			url: 'https://example.com/hook',
			type: '1',
		});
		expect(set.data).toEqual(callbackSet);
		await juhe.post('addCallbackUrl.php', { url: 'https://example.com/later', type: '1' });
		expect(sandbox.control.callbacks()).toEqual([
			expect.objectContaining({ type: '1', url: 'https://example.com/later' }),
		]);
		expect((await juhe.get('dataDictionary.php')).data).toEqual(dictionary);
	});

	const trainFiles = [
		'search.php',
		'createOrder.php',
		'orderDetail.php',
		'cancelOrder.php',
		'applyRefundOrder.php',
		'addCallbackUrl.php',
		'dataDictionary.php',
	];

	test.each(trainFiles)('%s wants the train key, in a form', async (file) => {
		expect((await juhe.post(file, { key: 'wrong' })).data).toEqual(badKey);
		expect((await juhe.post(file, { key: '' })).data).toEqual(badKey);
		const asJson = await juhe.http.post(`/grabTicket/action/${file}`, {
			key: sandbox.options.trainGrabKey,
		});
		expect(asJson.data).toEqual(badKey);
		const inUrl = await juhe.http.post(
			`/grabTicket/action/${file}?key=${sandbox.options.trainGrabKey}`,
		);
		expect(inUrl.data).toEqual(badKey);
		expect(
			(await juhe.post(file, { key: sandbox.options.flightInvoiceOcrKey })).data.error_code,
		).toBe(10002);
	});

	test('create takes no GET; all others do', async () => {
		expect((await juhe.get('createOrder.php', await juhe.orderForm())).data.error_code).toBe(
			223806,
		);
		expect(sandbox.control.orders()).toEqual([]);
		const date = chinaDay(3, 'yyyyMMdd');
		expect(
			(await juhe.get('search.php', { from: 'beijing', to: 'shanghai', date })).data.error_code,
		).toBe(0);
	});

	test('any other path is an HTML page, like a web server’s', async () => {
		for (const path of ['/grabTicket/action/noSuch.php', '/', '/grabTicket/action/']) {
			const { status, headers, data } = await juhe.http.post(path, 'key=x');
			expect(status).toBe(404);
			expect(headers['content-type']).toContain('text/html');
			expect(data).toContain('<html>');
		}
	});

	test('the two paths nobody has seen are settable', async () => {
		sandbox.options.createOrderPath = 'grabTicket/action/other.php';
		expect((await juhe.post('createOrder.php', {})).status).toBe(404);
		expect((await juhe.post('other.php', await juhe.orderForm())).data.error_code).toBe(0);
	});

	test('every answer says that it is a stand-in’s', async () => {
		for (const path of ['/', '/sandbox', '/grabTicket/action/search.php'])
			expect((await juhe.http.get(path)).headers['x-juhe-sandbox']).toContain('stand-in');
	});

	const text = Buffer.from('not really a picture').toString('base64');
	test.each([
		['the train key', 'sandbox-train-grab-key', text, 10002],
		['a wrong key', 'wrong', text, 10001],
		['no picture', 'sandbox-flight-invoice-ocr-key', '', 252601],
		['too long a picture', 'sandbox-flight-invoice-ocr-key', 'A'.repeat(4_000_004), 252601],
		['no base64', 'sandbox-flight-invoice-ocr-key', 'data:image/png;base64,AAAA', 252603],
		['what is no picture', 'sandbox-flight-invoice-ocr-key', text, 252601],
	])('the OCR answers %s with an honest error', async (_what, key, ImageBase64, code) => {
		const { data } = await juhe.http.post(
			'/flightinvoiceOcr/index',
			new URLSearchParams({ key, ImageBase64 }),
		);
		expect(data).toMatchObject({ result: null, error_code: code });
	});
});
