import * as fc from 'fast-check';

import type { Flight, Itinerary } from '../../../tools/documents/itinerary';
import { madeUpId } from '../../../tools/sandbox/people';

const digits = (count: number) => fc.stringMatching(new RegExp(`^[1-9]\\d{${count - 1}}$`));

/** Names whose characters are among those that fonts also show as radicals (⻓ for 长, ⼭ for 山). */
const surnames = ['测试', '长', '马', '龙', '车', '风', '欧阳', '高', '齐'];
const givenNames = ['甲', '乙', '丙', '丁一', '青云', '飞', '金山', '子见', '页'];
const stops = [
	'杭州 萧山 T3',
	'广州 白云 T2',
	'北京 大兴',
	'乌鲁木齐 地窝堡 T2',
	'上海 虹桥 T2',
	'长沙 黄花',
	'西安 咸阳 T5',
	'自贡 凤鸣',
	'合肥 HFE',
	'北海 福成',
];
const days = fc
	.integer({ min: 20_454, max: 20_800 })
	.map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10));
const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const fen = (most: number) => fc.integer({ min: 0, max: most });

const flights: fc.Arbitrary<Flight> = fc.record({
	carrier: fc.constantFrom('东航', '国航', '南航', '厦航', '春秋', '中国联航'),
	flightNumber: fc.constantFrom('MU5211', 'CA1501', 'CZ8866', '9C8888', 'G52701', 'MF885'),
	cabinClass: fc.constantFrom('Y', 'S', 'V', 'F'),
	date: days,
	time: fc
		.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
		.map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':')),
	fareBasis: fc.constantFrom('SPROAT', 'Y50', 'YRT', 'VAB1CD'),
	validFrom: orNull(days),
	validUntil: orNull(days),
	baggage: fc.constantFrom('20K', '0PC', '2PC'),
});

/** Any domestic itinerary of up to four flights. */
export const itineraries: fc.Arbitrary<Itinerary> = fc.integer({ min: 1, max: 4 }).chain((count) =>
	fc.record({
		passenger: fc
			.tuple(fc.constantFrom(...surnames), fc.constantFrom(...givenNames))
			.map((parts) => parts.join('')),
		idNumber: fc.constantFrom('110000********0001', madeUpId('19900101'), 'E12345678'),
		endorsement: fc.constantFrom('Q/不得签转/退改收费', '不得签转', 'Q/NONEND'),
		invoiceNumber: digits(20),
		ticketNumber: digits(13),
		verificationCode: digits(4),
		stops: fc.uniqueArray(fc.constantFrom(...stops), {
			minLength: count + 1,
			maxLength: count + 1,
		}),
		flights: fc.array(flights, { minLength: count, maxLength: count }),
		fare: fc.integer({ min: 1_000, max: 1_999_999 }),
		fuelSurcharge: fen(30_000),
		taxAmount: fen(180_000),
		aviationFund: fen(20_000),
		otherTaxes: fen(9_999),
		insurance: orNull(fc.constantFrom(2_000, 3_000)),
		agentCode: fc.constantFrom('SHA177/08301234', 'CAN001/08682256', 'PEK099'),
		issuer: fc.constantFrom('中国东方航空股份有限公司', '中国南方航空股份有限公司'),
		issueDate: days,
		buyer: fc.constantFrom('某某科技有限公司', '测试采购（上海）有限公司', '测试甲'),
		buyerTaxId: fc.constantFrom('91330106MA27XY0000', '91310000MA1FL0B000'),
	}),
);
