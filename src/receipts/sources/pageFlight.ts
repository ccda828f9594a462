import { parsePrintedAmount, roundMoney } from '../../lib/money';
import {
	bare,
	edges,
	gapBefore,
	groups,
	taken,
	labelsOn,
	textOf,
	unknownLabelsOn,
	valueRightOf,
} from './pageLines';
import type { Label, Line, PageReading, Sign } from './pageLines';
import type { FieldNames } from './names';
import type { FlightSegmentField, ReceiptEntry, ReceiptField } from '../types';

/** Labels with their value to the right. */
const rightLabels: Readonly<Record<string, ReceiptField | null>> = {
	开票状态: 'status',
	开具状态: 'status',
	国内国际标识: 'scope',
	发票号码: 'invoiceNumber',
	GP单号: null,
	电子客票号码: 'ticketNumber',
	验证码: 'verificationCode',
	提示信息: null,
	保险费: 'insurance',
	销售网点代号: 'agentCode',
	填开单位: 'issuedBy',
	填开日期: 'issueDate',
	购买方名称: 'buyerName',
	'统一社会信用代码/纳税人识别号': 'buyerTaxId',
	统一社会信用代码: 'buyerTaxId',
	纳税人识别号: 'buyerTaxId',
};

/** Labels with their value below. */
const belowLabels: Readonly<Record<string, ReceiptField | null>> = {
	旅客姓名: 'passengerName',
	有效身份证件号码: 'idNumber',
	签注: null,
};

/** The columns of the flights. */
const flightLabels: Readonly<Record<string, FlightSegmentField>> = {
	承运人: 'carrier',
	航班号: 'flightNumber',
	座位等级: 'cabinClass',
	日期: 'date',
	时间: 'time',
	'客票级别/客票类别': 'fareBasis',
	'客票级别/类别': 'fareBasis',
	客票级别: 'fareBasis',
	客票类别: 'fareBasis',
	客票生效日期: 'validFrom',
	有效截止日期: 'validUntil',
	有效期截止日期: 'validUntil',
	免费行李: 'baggage',
};

/** The columns of the amounts. */
const amountLabels: Readonly<Record<string, ReceiptField>> = {
	票价: 'fare',
	燃油附加费: 'fuelSurcharge',
	增值税税率: 'taxRate',
	增值税税额: 'taxAmount',
	民航发展基金: 'aviationFund',
	其他税费: 'otherTaxes',
	合计: 'total',
};

export const flightTitle = '航空运输电子客票行程单';

/** A flight itinerary read off the lines of its page by its labels; taken only if it proves itself. */
export function readFlightPage(lines: Line[]): PageReading {
	const flightHeader = headerLine(lines, flightLabels, ['承运人', '航班号', '日期']);
	const amountHeader = headerLine(lines, amountLabels, ['票价', '合计']);
	if (!flightHeader) return { missing: 'the header of its flights was not found' };
	if (!amountHeader) return { missing: 'the header of its amounts was not found' };
	const plainLines = lines.filter(
		(line) => line !== flightHeader.line && line !== amountHeader.line,
	);
	const labels = plainLines.flatMap((line) => allLabelsOn(line));
	const between = plainLines.filter(
		(line) => line.y > flightHeader.line.y && line.y < amountHeader.line.y,
	);
	const below = plainLines.filter((line) => line.y > amountHeader.line.y);
	const firstBelow = below.find((line) => labels.some((label) => label.line === line));
	const amountLines = below.filter((line) => !firstBelow || line.y < firstBelow.y);
	const amounts = readAmounts(amountHeader, flightHeader, amountLines);
	if ('missing' in amounts) return amounts;
	const flights = readFlights(flightHeader, [...between, ...amountLines]);
	if ('missing' in flights) return flights;
	const entries = [
		...readRight(labels),
		...readBelow(plainLines, labels, flightHeader.line),
		...flights.entries,
		...amounts.entries,
	];
	return proven(entries) ?? taken(entries);
}

function allLabelsOn(line: Line): Label[] {
	const known = labelsOn(line, [...Object.keys(rightLabels), ...Object.keys(belowLabels)]);
	const unknown = unknownLabelsOn(line).filter(
		(label) => !/^[自至]$/.test(label.name) && !known.some((each) => overlap(each, label)),
	);
	return [...known, ...unknown];
}

const overlap = (one: Label, other: Label) => one.start < other.stop && other.start < one.stop;

interface Header {
	line: Line;
	/** From left to right. */
	columns: Array<{ name: string; field: ReceiptEntry['field']; left: number; right: number }>;
}

/** The line that has the labels of a header, all on it or within one line's height. */
function headerLine(lines: Line[], names: FieldNames, needed: string[]): Header | null {
	for (const line of lines) {
		const columns = labelsOn(line, Object.keys(names))
			.map(({ name, left, right }) => ({ name, field: names[name] ?? null, left, right }))
			.sort((one, other) => one.left - other.left);
		if (needed.every((each) => columns.some(({ name }) => name === each))) return { line, columns };
	}
	return null;
}

/** The column in whose span a group's centre lies: from the left edge of its label to that of the next. */
function columnOf({ columns }: Header, centre: number) {
	const index = columns.findLastIndex(({ left }) => centre >= left);
	return columns[Math.max(0, index)];
}

function readRight(labels: Label[]): ReceiptEntry[] {
	return labels.flatMap((label): ReceiptEntry[] => {
		if (Object.hasOwn(belowLabels, label.name)) return [];
		const value = textOf(valueRightOf(label, labels));
		if (value === '') return [];
		return [{ name: label.name, field: rightLabels[label.name] ?? null, value, row: null }];
	});
}

function readBelow(lines: Line[], labels: Label[], header: Line): ReceiptEntry[] {
	const heads = labels
		.filter(({ name }) => Object.hasOwn(belowLabels, name))
		.sort((one, other) => one.left - other.left);
	return heads.flatMap((head, index): ReceiptEntry[] => {
		const right = textOf(valueRightOf(head, labels));
		const next = heads.slice(index + 1).find(({ line }) => line === head.line);
		const [from, to] = [
			index === 0 ? -Infinity : head.left - head.line.size,
			next ? next.left - head.line.size / 2 : Infinity,
		];
		const stop = Math.min(
			header.y,
			...labels.filter(({ line }) => line.y > head.line.y).map(({ line }) => line.y),
		);
		const signs = lines
			.filter((line) => line.y > head.line.y && line.y < stop)
			.flatMap((line) => line.signs.filter(({ left }) => left >= from && left < to));
		const value = right === '' ? textOf(signs) : right;
		return value === ''
			? []
			: [{ name: head.name, field: belowLabels[head.name] ?? null, value, row: null }];
	});
}

/** The amounts: each group of signs below the header belongs to the column in whose span its centre lies. */
function readAmounts(
	header: Header,
	flights: Header,
	lines: Line[],
): { entries: ReceiptEntry[] } | { missing: string } {
	const values = new Map<string, string[]>();
	for (const line of lines) {
		for (const group of groups(parted(line, flights).rest, 1)) {
			for (const part of amountsIn(group)) {
				const text = textOf(part);
				const { centre } = edges(part);
				const column = columnOf(header, centre);
				if (column) values.set(column.name, [...(values.get(column.name) ?? []), text]);
			}
		}
	}
	for (const name of Object.keys(amountLabels)) {
		if (!header.columns.some((column) => column.name === name)) {
			return { missing: `the amount ${name} was not found` };
		}
		const found = values.get(name) ?? [];
		if (found.length === 0) return { missing: `the amount ${name} was not found` };
		if (found.length > 1) return { missing: `there are several amounts for ${name}` };
	}
	return {
		entries: header.columns.map(({ name, field }) => ({
			name,
			field,
			value: values.get(name)?.[0] ?? '',
			row: null,
		})),
	};
}

/** Several amounts in one string, each beginning with its currency. */
function amountsIn(group: Sign[]): Sign[][] {
	const parts: Sign[][] = [];
	group.forEach((sign, index) => {
		const rest = bare(group.slice(index, index + 4));
		const begins = /^([A-Z]{3}[-+\d]|[¥￥][-+\d])/.test(rest);
		const last = parts.at(-1);
		if (last && !begins) last.push(sign);
		else parts.push([sign]);
	});
	return parts;
}

/** A place where the journey begins, changes or ends. */
interface Stop {
	kind: '自' | '至';
	y: number;
	text: string;
}

/** A line taken apart: the stop that it begins with, if it does, and what stands in the columns. */
function parted(line: Line, { columns }: Header): { stop: Stop | null; rest: Sign[] } {
	const { signs, y } = line;
	const [first, second] = signs;
	if (first?.text !== '自' && first?.text !== '至') return { stop: null, rest: signs };
	const hasColon = second?.text === ':';
	// 自贡 is a city.
	if (!hasColon && second && gapBefore(signs, 1) <= 0.3) return { stop: null, rest: signs };
	const start = hasColon ? 2 : 1;
	const left = columns[0]?.left ?? 0;
	let at = start;
	while (at < signs.length && isOfStop(signs, at, start, left)) at++;
	return {
		stop: { kind: first.text, y, text: textOf(signs.slice(start, at)) },
		rest: signs.slice(at),
	};
}

/** The flights: each has a line, departs from the last stop at or above it and arrives at the first below it. */
function readFlights(
	header: Header,
	lines: Line[],
): { entries: ReceiptEntry[] } | { missing: string } {
	const stops: Stop[] = [];
	const rows: Array<{ y: number; size: number; values: Map<ReceiptEntry['field'], Sign[]> }> = [];
	for (const line of lines) {
		const { stop, rest } = parted(line, header);
		if (stop) stops.push(stop);
		const values = new Map<ReceiptEntry['field'], Sign[]>();
		for (const group of groups(rest, 0.25, true)) {
			const column = columnOf(header, edges(group).centre);
			if (column) values.set(column.field, [...(values.get(column.field) ?? []), ...group]);
		}
		if (looksFlown(values)) rows.push({ y: line.y, size: line.size, values });
	}
	return joinFlights(
		header,
		stops.filter(({ text }) => text !== '' && !isVoid(text)),
		rows,
	);
}

/** A stop's name ends where the columns begin, or at a wide gap before. */
function isOfStop(signs: readonly Sign[], at: number, from: number, left: number): boolean {
	const sign = signs[at];
	if (!sign) return false;
	if (at > from && gapBefore(signs, at) > 2) return false;
	return (
		sign.left < left - 0.5 * sign.size || (at > from && !sign.isApart && gapBefore(signs, at) < 0.2)
	);
}

const compact = (text: string) => text.normalize('NFKC').replace(/\s/g, '');

const isVoid = (text: string) => /^(VOID|\*+|-+|X{3,}|\/+)$/i.test(compact(text));

/** Whether values in the columns are a flight's: its number or its day, not struck out, and not amounts. */
function looksFlown(values: Map<ReceiptEntry['field'], Sign[]>): boolean {
	const text = (field: ReceiptEntry['field']) => textOf(values.get(field) ?? []);
	if (isVoid(text('flightNumber'))) return false;
	return isFlightNumber(text('flightNumber')) || isDay(text('date'));
}

const isFlightNumber = (text: string) => /^[A-Z\d]{2}\d{1,4}[A-Z]?$/.test(compact(text));

const isDay = (text: string) =>
	/^\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?$|^\d{1,2}[A-Z]{3}(\d{2}|\d{4})?$/.test(compact(text));

function joinFlights(
	{ columns }: Header,
	stops: Stop[],
	rows: Array<{ y: number; size: number; values: Map<ReceiptEntry['field'], Sign[]> }>,
): { entries: ReceiptEntry[] } | { missing: string } {
	if (rows.length === 0) return { missing: 'no flight was found' };
	const used = new Set<Stop>();
	const entries: ReceiptEntry[] = [];
	for (const [row, { y, size, values }] of rows.entries()) {
		const text = (field: ReceiptEntry['field']) => textOf(values.get(field) ?? []);
		if (!isFlightNumber(text('flightNumber')))
			return { missing: 'the number of a flight was not found' };
		if (!isDay(text('date'))) return { missing: 'the day of a flight was not found' };
		const from = stops.findLast((stop) => stop.y <= y + 0.5 * size);
		const to = stops.find((stop) => stop.y > y + 0.5 * size);
		if (!from || !to) return { missing: 'the stops of a flight were not found' };
		used.add(from).add(to);
		entries.push(
			{ name: '自', field: 'from', value: from.text, row },
			{ name: '至', field: 'to', value: to.text, row },
		);
		for (const { name, field } of columns) {
			const value = text(field);
			if (value !== '') entries.push({ name, field, value, row });
		}
	}
	if (stops.some((stop) => !used.has(stop))) return { missing: 'a stop belongs to no flight' };
	return { entries };
}

/** What is missing for an itinerary to be believed; null where nothing is. */
function proven(entries: ReceiptEntry[]): { missing: string } | null {
	const value = (field: string) => entries.find((entry) => entry.field === field)?.value ?? '';
	const digits = (field: string) => compact(value(field)).replace(/-/g, '');
	if (!/^\d{20}$/.test(digits('invoiceNumber')) && !/^\d{13,14}$/.test(digits('ticketNumber'))) {
		return { missing: 'neither its number of 20 digits nor the number of the ticket was found' };
	}
	const amounts = new Map<string, number | null>();
	for (const [name, field] of Object.entries(amountLabels)) {
		if (field === 'taxRate') continue;
		const amount = parsePrintedAmount(value(field));
		if (!amount) return { missing: `the amount ${name} could not be understood` };
		amounts.set(field, amount.amount);
	}
	const total = amounts.get('total') ?? null;
	if (total === null || (amounts.get('fare') ?? null) === null) {
		return { missing: 'fare or total could not be understood' };
	}
	const sum = [...amounts].reduce(
		(all, [field, amount]) => all + (field === 'total' ? 0 : (amount ?? 0)),
		0,
	);
	const insurance = parsePrintedAmount(value('insurance'))?.amount ?? 0;
	return [sum, sum + insurance].some((each) => roundMoney(each) === total)
		? null
		: { missing: 'its amounts do not add up to its total' };
}
