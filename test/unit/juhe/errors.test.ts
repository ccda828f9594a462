import * as fc from 'fast-check';

import { dictionary } from '../../../src/juhe/dictionary';
import { errorOfCode, JuheError, juheErrors } from '../../../src/juhe/errors';
import type { JuheErrorClass } from '../../../src/juhe/errors';
import { madeUpId } from '../../../tools/sandbox/people';

/**
 * Every code of the two API documents, with what a user can do by them: [code, class, worth trying
 * again].
 */
const documented: Array<[number, JuheErrorClass, boolean]> = [
	[10001, 'credential', false],
	[10002, 'credential', false],
	[10003, 'credential', false],
	[10004, 'credential', false],
	[10005, 'credential', false],
	[10007, 'credential', false],
	[10008, 'credential', false],
	[10009, 'credential', false],
	[10011, 'rate', true],
	[10012, 'quota', false],
	[10013, 'quota', false],
	[10014, 'unavailable', true],
	[10020, 'unavailable', true],
	[10021, 'configuration', false],
	[223801, 'service', false],
	[223804, 'service', false],
	[252601, 'input', false],
	[252602, 'unavailable', true],
	[252603, 'input', false],
	[252604, 'input', false],
];

describe('the table of error codes', () => {
	test('has every code of the documents and no other', () => {
		expect(Object.keys(juheErrors).map(Number)).toEqual(documented.map(([code]) => code));
	});

	test.each(documented)('%d is %s, retryable: %s', (code, errorClass, retryable) => {
		const error = errorOfCode(code, '原因');
		expect(error).toMatchObject({ code, errorClass, retryable, reason: '原因' });
		expect(error.message).toContain(String(code));
		expect(error.message).toMatch(/^[A-Z]/);
		expect(error.advice).toMatch(/^[A-ZJ].*\.$/);
		expect(`${error.message} ${error.advice}`).not.toMatch(/\b(error|problem|failure|mistake)/i);
	});

	test.each<[number, string, string]>([
		[10003, 'The key has expired (code 10003)', 'Renew'],
		[10008, 'does not allow the address', 'Allow this'],
		[10011, 'no more requests', 'Wait'],
		[10012, 'quota of the key is used up', 'Buy quota'],
		[10013, 'test key', 'Use a production key'],
		[10014, 'Something went wrong inside Juhe', 'run again'],
		[10020, 'under maintenance', 'later'],
		[10021, 'withdrawn', 'Ask Juhe'],
	])('%d says what happened (%s) and what to do (%s)', (code, message, advice) => {
		const error = errorOfCode(code, null);
		expect(error.message).toContain(message);
		expect(error.advice).toContain(advice);
	});

	test('a code that no document names is a refusal with Juhe’s own words, and is not tried again', () => {
		expect(errorOfCode(223899, '测试原因')).toMatchObject({
			code: 223899,
			errorClass: 'service',
			retryable: false,
			reason: '测试原因',
		});
	});

	test.each([
		'网络错误，请稍后重试',
		'系统繁忙',
		'请求超时',
		'系统异常',
		'服务器内部错误',
		'Gateway timed out',
		'Service unavailable, try again',
	])('but “%s” refuses nothing: it may go well a moment later', (reason) => {
		for (const code of [10022, 223802]) {
			const error = errorOfCode(code, reason, 'to search for trains');
			expect(error).toMatchObject({ code, reason, errorClass: 'unavailable', retryable: true });
			expect(error.message).toBe(
				`Juhe was not able to search for trains just now: “${reason}” (code ${code})`,
			);
			expect(error.isTrainServiceRefusal).toBe(false);
			expect(error.outcomeUnknown).toBe(true);
		}
	});

	test.each([
		'乘客信息核验未通过',
		'该车次不支持网络订票',
		'账号密码错误，请重试',
		'订单系统中没有该乘客',
	])('“%s” refuses', (reason) =>
		expect(errorOfCode(223899, reason).isTrainServiceRefusal).toBe(true),
	);

	test('no code claims to know whether the call was charged', () => {
		for (const [code] of documented) expect(errorOfCode(code, null).charged).toBeNull();
	});
});

describe('a refusal by the train API’s service', () => {
	test('is a code 2238xx and nothing else', () => {
		fc.assert(
			fc.property(
				fc.oneof(fc.integer({ min: 1, max: 999_999 }), fc.integer({ min: 223_700, max: 224_000 })),
				(code) => {
					expect(errorOfCode(code, null).isTrainServiceRefusal).toBe(
						/^2238\d\d$/.test(String(code)),
					);
				},
			),
		);
	});

	test('is not the lack of an answer', () => {
		const error = new JuheError({ errorClass: 'service', message: 'x', advice: 'y' });
		expect(error.isTrainServiceRefusal).toBe(false);
	});
});

describe('whether the call may have done its work although no proper answer came', () => {
	const withoutCode = (errorClass: JuheErrorClass, charged: boolean | null) =>
		new JuheError({ errorClass, message: 'x', advice: 'y', charged });
	test.each<[string, JuheError, boolean]>([
		['internal error, of which Juhe says to check the order', errorOfCode(10014, null), true],
		['maintenance', errorOfCode(10020, null), true],
		['busy network', errorOfCode(252602, null), true],
		['wrong key', errorOfCode(10001, null), false],
		['too many requests', errorOfCode(10011, null), false],
		['no quota', errorOfCode(10012, null), false],
		['withdrawn API', errorOfCode(10021, null), false],
		['refusal by the service', errorOfCode(223801, null), false],
		['undocumented refusal by the service', errorOfCode(223877, '乘车人信息有误'), false],
		['a refusal that is explained', errorOfCode(223877, '乘客已预订过该车次,无法重复预订'), false],
		['undocumented code of the service without words', errorOfCode(223877, null), true],
		['undocumented refusal by whoever else, with words', errorOfCode(10099, '余额不足'), true],
		['undocumented code without words', errorOfCode(10099, null), true],
		['no answer', withoutCode('unreachable', null), true],
		['never reached Juhe', withoutCode('unreachable', false), false],
		[
			'nothing was sent, whatever was answered before',
			errorOfCode(10014, null).with({ charged: false }),
			false,
		],
		['5xx or a cut answer', withoutCode('unavailable', null), true],
		['something else than JSON', withoutCode('configuration', null), true],
		['no such path', withoutCode('notFound', null), false],
	])('%s → %s', (_what, error, expected) => {
		expect(error.outcomeUnknown).toBe(expected);
	});

	test.each([
		...[
			'订单处理中',
			'订单已提交,请勿重复提交',
			'正在排队,请等待结果',
			'退票申请处理中',
			'订单号已存在',
		],
		...['提交成功', 'success', 'OK', '请求过于频繁', '系统升级中', '未知错误'],
		...['下单成功，等待出票', '占座中,请等待占座结果', '订单已经提交', '已经受理', '订单已生成'],
		...['正在抢票', '外部订单号重复', '已申请退票', 'processing', 'duplicate order'],
		...['请求失败', '网络连接失败', '系统出错', '数据库异常', '上游渠道异常', 'server error'],
		...[
			'下单结果未知，请查询订单',
			'请以订单查询结果为准',
			'服务器未响应',
			'暂未确认结果',
			'请重试',
		],
		...['系统异常,无法下单', 'HTTP 502 Bad Gateway'],
	])('a code that nobody lists, with “%s”, refuses nothing', (reason) => {
		for (const code of [200, 223877]) expect(errorOfCode(code, reason).outcomeUnknown).toBe(true);
	});
});

describe('words that leave open what a purchase or refund came to', () => {
	test.each(['没有查询结果', '查询成功,无此订单', '未查到订单信息,请确认'])(
		'but “%s” may be how a look-up says that there is none: it is no fault of the moment',
		(reason) => {
			const error = errorOfCode(223877, reason);
			expect(error).toMatchObject({ isTrainServiceRefusal: true, retryable: false });
		},
	);
});

describe('words of the train API’s service that refuse', () => {
	test.each([
		...['余票不足', '余票不足,请稍后再试', '账户余额不足', '乘车人信息有误', '手机号格式错误'],
		...['证件号码不正确', 'queryKey已超时', '您有未处理中的订单', '请勿重复添加乘客', '下单失败'],
		...['车次已停运', '必填参数为空', 'sold out', 'missing parameter', 'order not found'],
		...['12306密码错误，请重试', '查询结果已失效,请重新查询', '您有未完成的订单,请先处理'],
		...['余票不足,请返回重选', '不支持回程票', '占座不成功,余票不足', '订单未出票成功,不能退票'],
		...['仅出票成功的订单可以退票', '出票中心拒绝', '等待名单已满', '请求参数错误', '测试原因'],
	])('“%s”', (reason) => {
		const error = errorOfCode(223877, reason);
		expect(error).toMatchObject({ errorClass: 'service', outcomeUnknown: false });
	});

	test.each(['系统发生异常', '网关错误', '失败', 'gateway error', '服务暂不可用', '程序错误'])(
		'but not “%s”',
		(reason) => expect(errorOfCode(223877, reason).outcomeUnknown).toBe(true),
	);
});

describe('words of Juhe’s dictionary', () => {
	test.each([
		'该联系人已存在',
		'站站查询结果已过期，请重新查询。',
		'该账号有未完成的订单 无法继续执行此操作',
	])('“%s” refuse however they are punctuated, whatever the code', (reason) => {
		for (const code of [10015, 223877])
			expect(errorOfCode(code, reason)).toMatchObject({
				errorClass: 'service',
				retryable: false,
				outcomeUnknown: false,
			});
	});

	test('no entry of the dictionary for what failed is doubtful, but for those that name none', () => {
		const doubtful = Object.entries(dictionary.msgCode).filter(
			([, { chinese }]) => errorOfCode(200, chinese).outcomeUnknown,
		);
		expect(doubtful.map(([code]) => code)).toEqual(['100', '104', '214', '999']);
	});
});

describe('Juhe’s words', () => {
	test('are kept with ID and phone numbers masked', () => {
		const id = madeUpId();
		const error = errorOfCode(223805, `乘客测试甲 ${id} 手机13900000000 未通过`);
		expect(error.reason).toBe(
			`乘客测试甲 ${id.slice(0, 4)}**********${id.slice(-4)} 手机139****0000 未通过`,
		);
		expect(JSON.stringify({ ...error, message: error.message })).not.toContain(id);
	});

	test.each([null, ''])('%p is none', (reason) => {
		expect(errorOfCode(10001, reason).reason).toBeNull();
	});
});
