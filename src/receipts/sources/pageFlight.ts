import { parsePrintedAmount, roundMoney } from '../../lib/money';
import {
	bare,
	byLine,
	continued,
	edges,
	gapBefore,
	groups,
	isUneven,
	labelsOn,
	taken,
	textOf,
	unknownLabelsOn,
	untilGap,
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
	原发票号码: 'originalInvoiceNumber',
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

/**
 * A flight itinerary read off the lines of its page by its labels; taken only if it proves itself.
 */
export function readFlightPage(lines: Line[]): PageReading {
	const flightHeader = headerLine(lines, flightLabels, ['承运人', '航班号', '日期']);
	const amountHeader = headerLine(lines, amountLabels, ['票价', '合计']);
	if (!flightHeader) return { missing: 'the header of its flights was not found' };
	if (!amountHeader) return { missing: 'the header of its amounts was not found' };
	if (!isInOrder(flightHeader, flightLabels) || !isInOrder(amountHeader, amountLabels)) {
		return { missing: 'its columns do not stand in the order of the form' };
	}
	const form = new Form(lines, flightHeader, amountHeader);
	const amounts = form.readAmounts();
	if ('missing' in amounts) return amounts;
	const flights = form.readFlights();
	if ('missing' in flights) return flights;
	const entries = [
		...form.readRight(),
		...form.readBelow(),
		...flights.entries,
		...amounts.entries,
	];
	const unproved = proven(entries);
	if (unproved) return { ...unproved, found: entries };
	return taken(entries, {
		unlikely: form.unlikely(entries),
		lacking: form.lacking(),
		hasLeftover: form.hasLeftover(),
	});
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
	columns: Array<Label & { field: ReceiptEntry['field'] }>;
}

/** The line that has the labels of a header, all on it or within one line's height. */
function headerLine(lines: Line[], names: FieldNames, needed: string[]): Header | null {
	for (const line of lines) {
		const columns = labelsOn(line, Object.keys(names))
			.map((label) => ({ ...label, field: names[label.name] ?? null }))
			.sort((one, other) => one.left - other.left);
		if (needed.every((each) => columns.some(({ name }) => name === each))) return { line, columns };
	}
	return null;
}

/** Whether the columns stand as the form has them, which is the order of the list. */
function isInOrder({ columns }: Header, names: FieldNames): boolean {
	const order = [...new Set(Object.values(names))];
	const places = columns.map(({ field }) => order.findIndex((each) => each === field));
	return places.every((place, index) => index === 0 || place > (places[index - 1] ?? 0));
}

/**
 * The column in whose span a group's centre lies: from the left edge of its label to that of the
 * next.
 */
function columnOf({ columns }: Header, centre: number) {
	const index = columns.findLastIndex(({ left }) => centre >= left);
	return columns[Math.max(0, index)];
}

/** Names of companies may take two lines. */
const isName = (field: ReceiptEntry['field']) => field === 'buyerName' || field === 'issuedBy';

type Entries = { entries: ReceiptEntry[] } | { missing: string };

/** The form while it is read: what of its text has found its place. */
class Form {
	private readonly labels: Label[];

	private readonly labelled: ReadonlyMap<Line, readonly Label[]>;

	private readonly plainLines: Line[];

	private readonly used = new Set<Sign>();

	private readonly uneven = new Set<string>();

	constructor(
		private readonly lines: Line[],
		private readonly flights: Header,
		private readonly amounts: Header,
	) {
		this.plainLines = lines.filter((line) => line !== flights.line && line !== amounts.line);
		this.labels = this.plainLines.flatMap(allLabelsOn);
		this.labelled = byLine(this.labels);
		for (const { line, start, stop } of this.labels) this.use(line.signs.slice(start, stop));
		for (const { line, columns } of [flights, amounts]) {
			for (const { start, stop } of columns) this.use(line.signs.slice(start, stop));
		}
	}

	readRight(): ReceiptEntry[] {
		return this.labels.flatMap((label): ReceiptEntry[] => {
			if (Object.hasOwn(belowLabels, label.name)) return [];
			const field = rightLabels[label.name] ?? null;
			const value = untilGap(valueRightOf(label, this.labelled), label);
			return this.entry(
				label.name,
				field,
				isName(field) ? continued(value, label, this.plainLines, this.labelled) : value,
			);
		});
	}

	readBelow(): ReceiptEntry[] {
		const heads = this.labels
			.filter(({ name }) => Object.hasOwn(belowLabels, name))
			.sort((one, other) => one.left - other.left);
		return heads.flatMap((head, index): ReceiptEntry[] => {
			const field = belowLabels[head.name] ?? null;
			const beside = untilGap(valueRightOf(head, this.labelled), head);
			if (beside.length > 0) return this.entry(head.name, field, beside);
			const { size } = head.line;
			const next = heads.slice(index + 1).find(({ line }) => line === head.line);
			// A long name may begin left of the first label; before another there is something else.
			const from = head.name === '旅客姓名' ? -Infinity : head.left - 1.5 * size;
			const to = next ? next.left - 0.5 * size : Infinity;
			const stop = Math.min(
				this.flights.line.y,
				...this.labels.filter(({ line }) => line.y > head.line.y).map(({ line }) => line.y),
			);
			const found = this.plainLines
				.filter((line) => line.y > head.line.y && line.y < stop)
				.flatMap((line) => {
					const signs = line.signs.filter(({ left }) => left >= from && left < to);
					return groups(signs, 4).slice(0, 1);
				})
				.filter((signs) => signs.length > 0);
			// Remarks may take several lines, one right below the other.
			const value = field === null ? paragraph(found) : (found[0] ?? []);
			return this.entry(head.name, field, value);
		});
	}

	/**
	 * The amounts: each group of signs below the header belongs to the column in whose span its
	 * centre lies.
	 */
	readAmounts(): Entries {
		const values = new Map<string, Sign[][]>();
		for (const line of this.amountLines()) {
			// A currency may stand apart from its amount.
			const currency: Sign[] = [];
			for (const group of groups(parted(line, this.flights).rest, 1)) {
				if (/^([A-Z]{3}|[¥￥])$/.test(bare(group)) && bare(group) !== 'XXX') {
					currency.push(...group);
					continue;
				}
				for (const part of amountsIn([...currency.splice(0), ...group])) {
					const column = columnOf(this.amounts, edges(part).centre);
					if (column) values.set(column.name, [...(values.get(column.name) ?? []), part]);
				}
			}
		}
		const { columns } = this.amounts;
		for (const name of Object.keys(amountLabels)) {
			const found = values.get(name) ?? [];
			if (found.length === 0 || !columns.some((column) => column.name === name)) {
				return { missing: `the amount ${name} was not found` };
			}
			if (found.length > 1) return { missing: `there are several amounts for ${name}` };
		}
		return {
			entries: columns.flatMap(({ name, field }) =>
				this.entry(name, field, values.get(name)?.[0] ?? []),
			),
		};
	}

	/**
	 * The flights: each has a line, departs from the last stop at or above it and arrives at the
	 * first below it.
	 */
	readFlights(): Entries {
		const stops: Stop[] = [];
		const rows: FlightRow[] = [];
		for (const line of this.flightLines()) {
			const { stop, rest } = parted(line, this.flights);
			if (stop) {
				this.use(line.signs.slice(0, line.signs.length - rest.length));
				if (!isEmpty(stop.text)) stops.push(stop);
			}
			const words = groups(rest, 0.25, true)
				.flatMap(dayAndTime)
				.filter((word) => !this.usesVoid(word));
			const values = inColumns(this.flights, words);
			if (isFlightNumber(textIn(values, 'flightNumber')) || isDay(textIn(values, 'date'))) {
				rows.push({ y: line.y, size: line.size, values });
			}
		}
		const isChain = stops.length === rows.length + 1;
		if (rows.length === 0) return { missing: 'no flight was found' };
		if (!isChain && stops.length !== 2 * rows.length) {
			return { missing: 'its stops and its flights do not fit together' };
		}
		const entries: ReceiptEntry[] = [];
		for (const [row, { y, size, values }] of rows.entries()) {
			if (!isFlightNumber(textIn(values, 'flightNumber'))) {
				return { missing: 'the number of a flight was not found' };
			}
			if (!isDay(textIn(values, 'date'))) return { missing: 'the day of a flight was not found' };
			const from = stops.findLastIndex((stop) => stop.y <= y + 0.5 * size);
			const [start, goal] = [stops[from], stops[from + 1]];
			if (!start || !goal || from !== (isChain ? row : 2 * row)) {
				return { missing: 'its stops and its flights do not fit together' };
			}
			entries.push(
				{ name: '自', field: 'from', value: start.text, row },
				{ name: '至', field: 'to', value: goal.text, row },
			);
			for (const { name, field } of this.flights.columns) {
				entries.push(...this.entry(name, field, values.get(field) ?? [], row));
			}
		}
		return { entries };
	}

	/** Labels of the form that are not there. */
	lacking(): string[] {
		const has = (field: ReceiptEntry['field']) =>
			this.labels.some(({ name }) => rightLabels[name] === field || belowLabels[name] === field) ||
			this.flights.columns.some((column) => column.field === field);
		const names = { ...rightLabels, ...belowLabels, ...flightLabels };
		const seen = new Set<ReceiptEntry['field']>();
		return Object.entries(names).flatMap(([name, field]) => {
			if (field === null || field === 'originalInvoiceNumber' || seen.has(field) || has(field))
				return [];
			seen.add(field);
			return name;
		});
	}

	/** Names of values that do not look like what they should be. */
	unlikely(entries: ReceiptEntry[]): string[] {
		const names = entries.flatMap(({ name, field, value }) => {
			const likely = field === null ? undefined : likelyValues[field];
			return likely && !likely.test(value.normalize('NFKC')) ? name : [];
		});
		return [...new Set([...names, ...this.uneven])];
	}

	/**
	 * Whether there is text that has no place, but for the title and what else is printed across the
	 * form.
	 */
	hasLeftover(): boolean {
		const isLeft = (group: Sign[]) =>
			!isOverForm.test(bare(group)) && group.some((sign) => !this.used.has(sign));
		return this.lines.some(({ signs }) => groups(signs, 2).some(isLeft));
	}

	private amountLines(): Line[] {
		const below = this.plainLines.filter(({ y }) => y > this.amounts.line.y);
		const end = below.find((line) => this.labelled.has(line));
		return below.filter(({ y }) => !end || y < end.y);
	}

	private flightLines(): Line[] {
		const { plainLines, flights, amounts } = this;
		const between = plainLines.filter(({ y }) => y > flights.line.y && y < amounts.line.y);
		// The last stop may stand beside the amounts.
		const last = this.amountLines().flatMap((line) => {
			const { stop, rest } = parted(line, flights);
			const signs = line.signs.slice(0, line.signs.length - rest.length);
			return stop ? { ...line, signs } : [];
		});
		return [...between, ...last];
	}

	private entry(
		name: string,
		field: ReceiptEntry['field'],
		value: Sign[],
		row: number | null = null,
	): ReceiptEntry[] {
		if (value.length === 0) return [];
		this.use(value);
		if (field !== null && isUneven(value)) this.uneven.add(name);
		return [{ name, field, value: textOf(value), row }];
	}

	private usesVoid(word: Sign[]): boolean {
		const isStruckOut = isVoid(textOf(word));
		if (isStruckOut) this.use(word);
		return isStruckOut;
	}

	private use(signs: Sign[]): void {
		for (const sign of signs) this.used.add(sign);
	}
}

/** The first group of signs, and those that go on below it from the same edge. */
function paragraph(found: Sign[][]): Sign[] {
	const signs = [...(found[0] ?? [])];
	for (const next of found.slice(1)) {
		const [first, last, start] = [signs[0], signs.at(-1), next[0]];
		if (!first || !last || !start) break;
		const isBelow = start.y - last.y < 2 * last.size;
		if (!isBelow || Math.abs(start.left - first.left) > 2 * first.size) break;
		signs.push(...next);
	}
	return signs;
}

/** What says of the page itself what it is. */
const isOverForm =
	/^((电子发票)?\(?航空运输电子客票行程单\)?|仅供预览|仅供参考|预览件|样张|第\d+页.*|\d+\/\d+)$/;

interface FlightRow {
	y: number;
	size: number;
	values: ReadonlyMap<ReceiptEntry['field'], Sign[]>;
}

/** A day and a time that touch each other are two words. */
function dayAndTime(word: Sign[]): Sign[][] {
	const day = /^(\d{4}年\d{1,2}月\d{1,2}日|\d{4}-\d\d-\d\d)\d\d:\d\d$/.exec(bare(word))?.[1];
	return day === undefined ? [word] : [word.slice(0, day.length), word.slice(day.length)];
}

const textIn = (values: FlightRow['values'], field: ReceiptEntry['field']) =>
	textOf(values.get(field) ?? []);

/**
 * Words by the column in whose span they stand; the first day and the first time are the flight's
 * wherever they stand.
 */
function inColumns(header: Header, words: Sign[][]): FlightRow['values'] {
	const values = new Map<ReceiptEntry['field'], Sign[]>();
	for (const word of words) {
		const text = textOf(word);
		const field =
			isDay(text) && !values.has('date')
				? 'date'
				: isTime(text) && !values.has('time')
					? 'time'
					: columnOf(header, edges(word).centre)?.field;
		if (field !== undefined) values.set(field, [...(values.get(field) ?? []), ...word]);
	}
	return values;
}

/** How values look where anything else is hardly theirs. */
const likelyValues: Partial<Record<NonNullable<ReceiptEntry['field']>, RegExp>> = {
	passengerName: /^[\p{Script=Han}A-Z][\p{Script=Han}A-Za-z/·‧•.' ()-]*$/u,
	idNumber: /^[A-Z\d*/() -]{5,}$/,
	verificationCode: /^[A-Z\d]{4,8}$/,
	agentCode: /^[A-Z\d/ -]+$/,
	issueDate: /^\d{4}.\d{1,2}.\d{1,2}日?$/,
	carrier: /^[\p{Script=Han}A-Z]+$/u,
	cabinClass: /^[A-Z]\d?$|^[\p{Script=Han}]{2,5}$/u,
	fareBasis: /^[A-Z\d/]+$/,
	baggage: /^[A-Z\d]+$/,
	insurance: /^[^ ]+( [\d.,]+)?$/,
};

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

const isEmpty = (text: string) => text === '' || isVoid(text);

const isTime = (text: string) => /^\d{1,2}:\d{2}$/.test(compact(text));

const isFlightNumber = (text: string) => /^[A-Z\d]{2} ?\d{1,4}[A-Z]?$/.test(text.normalize('NFKC'));

const isDay = (text: string) =>
	/^\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?$|^\d{1,2}[A-Z]{3}(\d{2}|\d{4})?$/.test(compact(text));

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
		const text = value(field);
		const amount = isVoid(text) ? { amount: null } : parsePrintedAmount(text);
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
