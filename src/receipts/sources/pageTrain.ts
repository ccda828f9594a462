import { parsePrintedAmount } from '../../lib/money';
import type { ReceiptEntry, ReceiptField } from '../types';
import {
	bare,
	byLine,
	continued,
	edges,
	groups,
	labelsOn,
	taken,
	textOf,
	unknownLabelsOn,
	untilGap,
	valueRightOf,
} from './pageLines';
import type { Label, Line, PageReading, Sign } from './pageLines';

/** Labels with their value to the right. */
const rightLabels: Readonly<Record<string, ReceiptField>> = {
	发票号码: 'invoiceNumber',
	开票日期: 'issueDate',
	票价: 'fare',
	退票费: 'fare',
	电子客票号: 'ticketNumber',
	电子客票号码: 'ticketNumber',
	购买方名称: 'buyerName',
	统一社会信用代码: 'buyerTaxId',
	'统一社会信用代码/纳税人识别号': 'buyerTaxId',
	原发票号码: 'originalInvoiceNumber',
};

export const trainTitle = '电子发票(铁路电子客票)';

const refund = '退';

/** What marks another business than a sale, wherever it stands. */
const businessMarks: ReadonlyArray<{ mark: RegExp; value: string }> = [
	{ mark: /退票费|^退票$/, value: refund },
	{ mark: /始发改签|变更到站|改签费|(?<!不得)改签票?$/, value: '改' },
];

/**
 * A train e-ticket read off the lines of its page; taken only with its number, train, stations, day
 * and price.
 */
export function readTrainPage(lines: Line[]): PageReading {
	const labels = lines.flatMap((line) => {
		const known = labelsOn(line, Object.keys(rightLabels));
		const unknown = unknownLabelsOn(line).filter(
			(label) => !known.some((each) => each.start < label.stop && label.start < each.stop),
		);
		return [...known, ...unknown];
	});
	const journey = findJourney(lines);
	if (!journey) return { missing: 'the train between two stations was not found' };
	const places = byLine(labels);
	const read = { used: new Set<Sign>(), uneven: new Set<string>() };
	const labelled = labels.flatMap((label) => readLabel(label, places, lines, read));
	const business = businessMarks.find(({ mark }) =>
		lines.some(({ signs }) => groups(signs, 0.8).some((group) => mark.test(bare(group)))),
	);
	const entries = [
		...(business?.value === refund ? withFareGivenBack(labelled) : labelled),
		...journey,
		...findTimes(lines),
		...findPassenger(lines),
	];
	if (business) {
		entries.push({ name: '业务类型', field: 'business', value: business.value, row: null });
	}
	const unproved = proven(entries);
	if (unproved) return { ...unproved, found: entries };
	return taken(entries, {
		lacking: lacking(labels, entries),
		unlikely: [...unlikely(entries), ...read.uneven],
		hasLeftover: lines.some(({ signs }) =>
			groups(signs, 0.8, true).some(isLeft(entries, read.used)),
		),
	});
}

/** On a refund a fee is called one: what is called a price is that of the ticket given back. */
function withFareGivenBack(labelled: ReceiptEntry[]): ReceiptEntry[] {
	const hasFee = labelled.some(({ name }) => name === '退票费');
	return labelled.flatMap((entry): ReceiptEntry[] => {
		if (entry.name !== '票价') return [entry];
		return [...(hasFee ? [] : [entry]), { ...entry, field: 'originalFare' }];
	});
}

/** What every e-ticket has besides, and what is printed across it. */
const isOverTicket =
	/^((电子发票)?\(?(铁路电子客票)?\)?|买票请到12306|发货请到95306|中国铁路祝您旅途愉快|限乘当日当次车|中途下车失效|仅供报销使用?|仅供预览|仅供参考|预览件|样张|[学孩童惠折网军]+票?|[A-Za-z']+|[-—–>→]+|第\d+页.*|\d+\/\d+)$/;

/** Whether a group of signs is, even in part, neither a value nor its label. */
function isLeft(entries: ReceiptEntry[], used: ReadonlySet<Sign>): (group: Sign[]) => boolean {
	const said = entries
		.flatMap(({ name, value }) => [name, value])
		.map((text) => text.normalize('NFKC').replace(/\s/g, ''))
		.filter((text) => text !== '')
		.sort((one, other) => other.length - one.length);
	return (group) => {
		const text = bare(group.filter((sign) => !used.has(sign)));
		if (isOverTicket.test(text)) return false;
		// Words of a value may stand apart.
		if (said.some((each) => each.includes(text))) return false;
		const rest = said.reduce((left, each) => left.replace(each, ''), withoutMarks(text));
		return /[^\s:¥￥车号开站]/.test(rest);
	};
}

const withoutMarks = (text: string) =>
	businessMarks.reduce((left, { mark }) => left.replace(mark, ''), text);

/** What has no label on the page, and what every e-ticket says of it. */
const unlabelled: Partial<Record<NonNullable<ReceiptEntry['field']>, string>> = {
	seatName: '席别',
	carriage: '车厢',
	seat: '座位号',
	idNumber: '证件号',
};

/** Labels that are not there, and values that were not found although they have none. */
function lacking(labels: Label[], entries: ReceiptEntry[]): string[] {
	const labelled = new Set(labels.map(({ name }) => rightLabels[name]));
	const optional = new Set<ReceiptField>(['originalInvoiceNumber']);
	const missing = Object.entries(rightLabels).flatMap(([name, field]) => {
		if (labelled.has(field) || optional.has(field)) return [];
		labelled.add(field);
		return name;
	});
	const has = (field: string) => entries.some((entry) => entry.field === field);
	const isStanding = entries.some(({ field, value }) => field === 'seatName' && value === '无座');
	const unsaid = Object.entries(unlabelled).flatMap(([field, name]) =>
		has(field) || (field === 'seat' && isStanding) ? [] : name,
	);
	return [...missing, ...unsaid];
}

/** How names do not look: with a figure in them, or a class of seats, they hold something else. */
function unlikely(entries: ReceiptEntry[]): string[] {
	const isOther = (text: string) => /[\d¥￥:：]/.test(text) || seatClass.test(text);
	return entries.flatMap(({ name, field, value }) =>
		field === 'passengerName' && isOther(value) ? name : [],
	);
}

/** @param read takes what was read, and names of values that do not stand on one line */
function readLabel(
	label: Label,
	labels: ReadonlyMap<Line, readonly Label[]>,
	lines: Line[],
	read: { used: Set<Sign>; uneven: Set<string> },
): ReceiptEntry[] {
	const field = rightLabels[label.name] ?? null;
	const right = untilGap(valueRightOf(label, labels), label);
	const whole = field === 'buyerName' ? continued(right, label, lines, labels) : right;
	for (const sign of whole) read.used.add(sign);
	if (whole.length > right.length) read.uneven.add(label.name);
	const value =
		field === 'fare' && !isAmount(textOf(right)) ? priceBeside(label, lines) : textOf(whole);
	return value === '' ? [] : [{ name: label.name, field, value, row: null }];
}

const isAmount = (text: string) => (parsePrintedAmount(text)?.amount ?? null) !== null;

/**
 * A price is often set larger than its label, or in several strings, so that it has a baseline of
 * its own.
 */
function priceBeside(label: Label, lines: Line[]): string {
	const near = lines
		.filter((line) => Math.abs(line.y - label.line.y) < 1.2 * Math.max(line.size, label.line.size))
		.flatMap((line) => line.signs)
		.filter(({ left }) => left >= label.right - 1)
		.sort((one, other) => one.left - other.left);
	const price = bare(untilGap(near, label));
	return isAmount(price) ? price : '';
}

const isTrain = (text: string) => /^([A-Z]\d{1,5}|\d{4})$/.test(text);

/** Two stations on one line with a train between them, which may stand a little higher. */
function findJourney(lines: Line[]): ReceiptEntry[] | null {
	const trains = lines.flatMap((line) =>
		groups(line.signs, 0.6).flatMap((group) => {
			const text = bare(group);
			return isTrain(text) ? [{ text, y: line.y, size: line.size, ...edges(group) }] : [];
		}),
	);
	for (const line of lines) {
		const stations = stationsOn(signsNear(line, lines));
		for (const train of trains) {
			if (Math.abs(train.y - line.y) > 2.5 * Math.max(line.size, train.size)) continue;
			const from = stations.findLast(({ right }) => right <= train.left + 1);
			const to = stations.find(({ left }) => left >= train.right - 1);
			if (!from || !to) continue;
			return [
				{ name: '出发站', field: 'from', value: from.name, row: 0 },
				{ name: '到达站', field: 'to', value: to.name, row: 0 },
				{ name: '车次', field: 'trainNo', value: train.text, row: 0 },
			];
		}
	}
	return null;
}

/** What stands about as high as a line, though its baseline is another; from left to right. */
function signsNear({ y, size }: Line, lines: Line[]): Sign[] {
	return lines
		.filter((other) => Math.abs(other.y - y) < 0.5 * Math.max(size, other.size))
		.flatMap(({ signs }) => signs)
		.sort((one, other) => one.left - other.left);
}

/** Names that end in 站, which may be set apart from them, smaller and not on their baseline. */
function stationsOn(signs: Sign[]): Array<{ name: string; left: number; right: number }> {
	return groups(signs, 2).flatMap((group) => {
		const text = bare(group);
		const name = /^(\p{Script=Han}[\p{Script=Han}\d]{0,11})站$/u.exec(text)?.[1];
		return name === undefined ? [] : [{ name, ...edges(group) }];
	});
}

/** Day, time, carriage, seat and class: one line has them, none with a label. */
function findTimes(lines: Line[]): ReceiptEntry[] {
	const found: ReceiptEntry[] = [];
	const add = (name: string, field: ReceiptEntry['field'], value: string | undefined) => {
		if (value !== undefined && !found.some((entry) => entry.field === field)) {
			found.push({ name, field, value, row: 0 });
		}
	};
	for (const { signs } of lines) {
		const text = bare(signs);
		const day = /(?<!开票日期:?|\d)(\d{4}年\d{1,2}月\d{1,2}日)/.exec(text)?.[1];
		const time = /(\d{1,2}:\d{2})开/.exec(text)?.[1];
		// The day of issue stands alone; that of the journey has the time beside it.
		if (day === undefined || time === undefined) continue;
		add('乘车日期', 'date', day);
		add('开车时间', 'time', time);
	}
	for (const { signs } of lines) {
		const place =
			/(?<![A-Z\d加])(加?\d{1,2}|[A-Z]\d)车((?:\d{1,3}[A-Z]?)号[上中下]?铺?|无座|不对号入座)?/.exec(
				bare(signs),
			);
		if (!place) continue;
		add('车厢', 'carriage', place[1]);
		add('座位号', 'seat', place[2]);
	}
	const classes = lines
		.flatMap(({ signs }) => groups(signs, 0.6, true))
		.map((group) => bare(group))
		// Who has no seat has it printed in the seat's place, beside the class.
		.filter((text) => !/车无座$/.test(text))
		.map((text) => text.replace(/^.*车无座(?=.)|^.*[号铺车开日]/, ''))
		.filter((text) => seatClass.test(text));
	add('席别', 'seatName', classes.find((text) => text !== '无座') ?? classes[0]);
	return found;
}

const seatClass =
	/^(新空调)?(优选)?(商务|特等|一等|二等|软|硬|高级软|动|高级动|一等双|二等双|观光|一人软|包厢硬)(座|卧|包)(代[软硬]座|代二等座)?$|^无座$/;

/** The number of a document, as a rule part of it hidden, and the name behind it. */
function findPassenger(lines: Line[]): ReceiptEntry[] {
	for (const { signs } of lines) {
		const text = textOf(signs);
		const match =
			/(?:^|\s)([A-Z\d]{1,10}\*{3,}[\dA-Z]{1,6})\s*(\S.*)?$/.exec(text) ??
			/^([A-Z]{0,2}\d{6,17}[\dX]?)\s+(\p{L}.*)$/u.exec(text);
		if (!match) continue;
		const name = withoutOverprint(match[2] ?? '');
		return [
			{ name: '证件号', field: 'idNumber', value: match[1] ?? '', row: null },
			...(name ? [{ name: '姓名', field: 'passengerName', value: name, row: null } as const] : []),
		];
	}
	return [];
}

/** What is printed across the ticket may stand on the line of the name. */
function withoutOverprint(name: string): string {
	const isOver = (word: string) => /\p{Script=Han}/u.test(word) && isOverTicket.test(word);
	const [first = '', ...others] = name.trim().split(/\s+/);
	return [first, ...others.filter((word) => !isOver(word))].join(' ');
}

function proven(entries: ReceiptEntry[]): { missing: string } | null {
	const value = (field: ReceiptEntry['field']) =>
		entries
			.find((entry) => entry.field === field)
			?.value.normalize('NFKC')
			.replace(/\s/g, '') ?? '';
	if (!/^\d{20}$/.test(value('invoiceNumber')) && !/^[A-Z\d]{13,30}$/.test(value('ticketNumber'))) {
		return { missing: 'neither its number of 20 digits nor the number of the ticket was found' };
	}
	if (value('date') === '') return { missing: 'the day of the journey was not found' };
	if (!isAmount(value('fare'))) return { missing: 'the price was not found' };
	return null;
}
