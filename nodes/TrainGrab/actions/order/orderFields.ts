import type { INodeProperties } from 'n8n-workflow';

import type { JuheCredential } from '../../../../src/juhe/credential';
import { idTypeNames } from '../../../../src/juhe/trainGrab/codes/travellers';
import { seatClassesCalled } from '../../../../src/juhe/trainGrab/codes/seatClasses';
import type { Problem } from '../../../../src/juhe/trainGrab/order/problems';
import { parseDeparture } from '../../../../src/juhe/trainGrab/order/request';
import type { OrderDraft } from '../../../../src/juhe/trainGrab/order/request';
import { stationName, trainNumber } from '../../../../src/juhe/trainGrab/journey';
import { asList, asNumber, asRecord, asText, isEmpty, parseJson } from '../../../../src/lib/values';
import { NodeParameters } from '../../../shared/parameters';
import { stationField } from '../../stations';
import type { Parameters } from '../parameters';
import { labelOf, seatClassOptions, titleCase } from '../parameters';

/** The fields that make an order, and their reader: Create and Check take the same. */

const passengerFields: INodeProperties[] = [
	{
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		description: 'As on the ID',
	},
	{
		displayName: 'Type',
		name: 'type',
		type: 'options',
		default: 1,
		options: [
			{ name: 'Adult', value: 1 },
			{ name: 'Child', value: 2 },
			{ name: 'Disabled Veteran (Not Sold by Juhe Yet)', value: 4 },
			{ name: 'Student (Not Sold by Juhe Yet)', value: 3 },
		],
	},
	{
		displayName: 'ID Type',
		name: 'idType',
		type: 'options',
		default: 0,
		options: Object.entries(idTypeNames).map(([value, name]) => ({
			name: titleCase(name),
			value: Number(value),
		})),
	},
	{
		displayName: 'ID Number',
		name: 'idNumber',
		type: 'string',
		default: '',
		description:
			'Of the kind chosen in ID Type. A resident ID’s check digit is checked before anything is sent.',
	},
	{
		displayName: 'Birthday',
		name: 'birthday',
		type: 'dateTime',
		typeOptions: { dateOnly: true },
		default: '',
		description: 'Not needed with a resident ID: its number tells it',
	},
];

/**
 * The same fields for an item that is a passenger: `idNumber` becomes `passengerIdNumber`, read
 * from the item.
 */
const itemPassengerFields: INodeProperties[] = passengerFields.map((field) => ({
	...field,
	displayName: `Passenger ${field.displayName}`,
	name: itemPassengerName(field.name),
	default: `={{ $json.${field.name} }}`,
	displayOptions: { show: { passengersInput: ['items'] } },
}));

function itemPassengerName(name: string): string {
	return `passenger${name[0]?.toUpperCase()}${name.slice(1)}`;
}

const passengersInputs = ['fields', 'items', 'json'] as const;
const journeyInputs = ['fields', 'item'] as const;

/** Where workflows saved by an earlier version have these; now they are options. */
const formerFields: INodeProperties[] = [
	{ name: 'queryKey', displayName: 'Search Reference' },
	{ name: 'closeTime', displayName: 'Close Time' },
	{ name: 'acceptNoSeat', displayName: 'Accept No Seat' },
].map((field) => ({
	...field,
	type: 'hidden',
	default: '',
}));

/** The journey first, then who travels, then whom Juhe may call. */
export const orderFields: INodeProperties[] = [
	{
		displayName: 'Journey',
		name: 'journeyInput',
		type: 'options',
		default: 'fields',
		options: [
			{
				name: 'Entered Below',
				value: 'fields',
				description: 'Train, seat and stations are in the fields of this node',
			},
			{
				name: 'From Input Item',
				value: 'item',
				description: 'The input item is what Train > Plan or Train > Search gives, as it comes',
			},
		],
		description:
			'Where train, seat, stations and departure come from. An input item is a plan or a train; of a train that names no seat class the cheapest seat that is left is taken. The price of a plan is the limit unless Max Total Price says otherwise.',
	},
	stationField({
		displayName: 'From Station',
		name: 'fromStation',
		description:
			'The station exactly as Train > Search gives it for the train, which may differ from the city you asked for',
		displayOptions: { show: { journeyInput: ['fields'] } },
	}),
	stationField({
		displayName: 'To Station',
		name: 'toStation',
		description: 'The station exactly as Train > Search gives it for the train',
		displayOptions: { show: { journeyInput: ['fields'] } },
	}),
	{
		displayName: 'Departure',
		name: 'departDate',
		type: 'dateTime',
		required: true,
		default: '',
		description:
			'When the main train departs, China time: the date, or the <code>departure</code> that Train > Search gives',
		displayOptions: { show: { journeyInput: ['fields'] } },
	},
	{
		displayName: 'Main Train',
		name: 'mainTrainNo',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. G7066',
		description:
			'Number of the train you want most, as Train > Search gives it in <code>trainNo</code>',
		displayOptions: { show: { journeyInput: ['fields'] } },
	},
	{
		displayName: 'Alternate Trains',
		name: 'alternateTrainNos',
		type: 'string',
		default: '',
		placeholder: 'e.g. G7068, G7070',
		description:
			'Further trains between the same stations that will do, with commas or <code>|</code> between them. They raise the chance of getting a ticket.',
		displayOptions: { show: { journeyInput: ['fields'] } },
	},
	{
		displayName: 'Main Seat Class',
		name: 'mainSeatClass',
		type: 'options',
		required: true,
		default: 'secondseat',
		options: seatClassOptions,
		description: 'The seat class you want most',
		displayOptions: { show: { journeyInput: ['fields'] } },
	},
	{
		displayName: 'Alternate Seat Classes',
		name: 'alternateSeatClasses',
		type: 'multiOptions',
		default: [],
		options: seatClassOptions,
		description: 'Further seat classes that will do. They raise the chance of getting a ticket.',
		displayOptions: { show: { journeyInput: ['fields'] } },
	},
	{
		displayName: 'Who Travels',
		name: 'passengersInput',
		type: 'options',
		default: 'fields',
		options: [
			{ name: 'Entered Below', value: 'fields' },
			{
				name: 'Input Items',
				value: 'items',
				description: 'Every input item is a passenger; items of one group make one order',
			},
			{
				name: 'JSON List',
				value: 'json',
				description: 'A list of objects with the same names as the fields',
			},
		],
	},
	{
		displayName: 'Passengers',
		name: 'passengers',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Passenger' },
		default: {},
		placeholder: 'Add Passenger',
		description: 'At most five',
		displayOptions: { show: { passengersInput: ['fields'] } },
		options: [
			{
				displayName: 'Passenger',
				name: 'passenger',
				values: passengerFields,
			},
		],
	},
	{
		displayName: 'Group By',
		name: 'groupBy',
		type: 'string',
		default: '',
		placeholder: 'e.g. {{ $json.tripNumber }}',
		description:
			'Items with the same value here make one order, at most five. Empty: those with the same main train, stations and departure. They must come in one run: a Loop Over Items node before this one would tear them apart.',
		displayOptions: { show: { passengersInput: ['items'] } },
	},
	...itemPassengerFields,
	{
		displayName: 'Passengers (JSON)',
		name: 'passengersJson',
		type: 'json',
		default: '[]',
		placeholder:
			'e.g. [{ "name": "…", "type": 1, "idType": 0, "idNumber": "…", "birthday": "1990-12-30" }]',
		description:
			'A list of objects with <code>name</code>, <code>type</code> (1 adult, 2 child), <code>idType</code> (0 resident ID, 1 passport, 2 Taiwan permit, 3 Hong Kong/Macao permit), <code>idNumber</code> and <code>birthday</code>',
		displayOptions: { show: { passengersInput: ['json'] } },
	},
	{
		displayName: 'Contact Name',
		name: 'contactName',
		type: 'string',
		required: true,
		default: '',
		description: 'Whom Juhe may call about the order',
	},
	{
		displayName: 'Contact Phone',
		name: 'contactPhone',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 139 0000 0000',
		description: 'A mobile number of mainland China',
	},
	...formerFields,
];

/** Options that belong to the order itself. */
export const orderOptions: INodeProperties[] = [
	{
		displayName: 'Accept No Seat',
		name: 'acceptNoSeat',
		type: 'boolean',
		default: false,
		description: 'Whether a ticket without a seat (standing) will do if nothing else is left',
	},
	{
		displayName: 'Buy Again',
		name: 'attempt',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 1,
		description:
			'Which purchase of this journey it is: 2 buys once more what was cancelled or refunded, 3 a third time. After a failed or expired order the next number is taken by itself.',
	},
	{
		displayName: 'Close Time',
		name: 'closeTime',
		type: 'dateTime',
		default: '',
		description: 'When to stop trying, China time. Empty: 3 hours before departure.',
	},
	{
		displayName: 'Contact Email',
		name: 'contactEmail',
		type: 'string',
		placeholder: 'e.g. name@email.com',
		default: '',
	},
	{
		displayName: 'Max Total Price (Yuan)',
		name: 'maxTotalPrice',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 1000,
		description:
			'Refuse to order if the dearest of the named trains and seats costs more for all passengers at the full price, Juhe’s service fee not counted. The node searches right before it orders.',
	},
	{
		displayName: 'Order Number',
		name: 'outOrderNo',
		type: 'string',
		default: '',
		placeholder: 'e.g. TRIP20260042',
		description:
			'Your own number, 6 to 32 letters and digits. Empty (safest): made from the journey and the passengers, so that a repetition finds the order.',
	},
	{
		displayName: 'Purchase Key',
		name: 'purchaseKey',
		type: 'string',
		default: '',
		placeholder: 'e.g. TRAVEL-REQUEST-42',
		description:
			'Your own name for this purchase, e.g. the number of a travel request. The order number is then made from it alone: one key, one purchase.',
	},
	{
		displayName: 'Search Reference',
		name: 'queryKey',
		type: 'string',
		default: '',
		placeholder: 'e.g. {{ $json.queryKey }}',
		description:
			'The <code>queryKey</code> of the search that showed this train. Leave it empty where time passes between search and order (approvals): the node then searches again right before it orders, and refuses if the trains, seats or stations are not there.',
	},
	{
		displayName: 'Use My 12306 Account',
		name: 'useRailwayAccount',
		type: 'boolean',
		noDataExpression: true,
		default: false,
		description: 'Whether to buy with the 12306 account of the credential instead of Juhe’s',
	},
];

/** What tells the journey, wherever it comes from; not yet checked. */
type Journey = Pick<
	OrderDraft,
	| 'mainTrainNo'
	| 'alternateTrainNos'
	| 'mainSeatClass'
	| 'alternateSeatClasses'
	| 'fromStation'
	| 'toStation'
	| 'departDate'
	| 'closeTime'
	| 'acceptNoSeat'
	| 'queryKey'
	| 'purchaseKey'
	| 'maxTotalPrice'
>;

/**
 * The journey that one item tells.
 * @throws ParameterError where a value is of no use at all, or the input item is neither a plan nor
 * a train
 */
export function readJourney(parameters: Parameters): Journey {
	const fromItem =
		parameters.choice('journeyInput', journeyInputs, 'fields') === 'item'
			? journeyOfItem(parameters)
			: journeyOfFields(parameters);
	const closeTime = parameters.value('options.closeTime');
	return {
		...fromItem,
		queryKey: parameters.rawText('options.queryKey') || fromItem.queryKey,
		closeTime: isEmpty(closeTime) ? fromItem.closeTime : closeTime,
		acceptNoSeat: parameters.flag('options.acceptNoSeat', fromItem.acceptNoSeat),
		purchaseKey: parameters.text('options.purchaseKey') || fromItem.purchaseKey,
		maxTotalPrice: parameters.number('options.maxTotalPrice') ?? fromItem.maxTotalPrice,
	};
}

function journeyOfFields(parameters: Parameters): Journey {
	return {
		mainTrainNo: parameters.text('mainTrainNo'),
		alternateTrainNos: parameters.list('alternateTrainNos'),
		mainSeatClass: parameters.text('mainSeatClass'),
		alternateSeatClasses: parameters.list('alternateSeatClasses'),
		fromStation: parameters.text('fromStation'),
		toStation: parameters.text('toStation'),
		departDate: parameters.value('departDate'),
		closeTime: parameters.value('closeTime'),
		acceptNoSeat: parameters.flag('acceptNoSeat'),
		queryKey: parameters.rawText('queryKey'),
		purchaseKey: '',
		maxTotalPrice: null,
	};
}

/** A plan, a train in any output of Search. Its query key is left: it may be as old as the item. */
function journeyOfItem(parameters: Parameters): Journey {
	const { item } = parameters;
	// The same door as for fields: a table may have made text of lists and switches, and rounded
	// numbers.
	const fields = new NodeParameters(
		{ getNodeParameter: (name) => item[name] ?? null, getTimezone: () => parameters.zone },
		[...orderFields, ...orderOptions],
		0,
		ofItem,
	);
	const text = (...names: string[]) =>
		names.map((name) => fields.text(name)).find((found) => found !== '') ?? '';
	const mainTrainNo = text('mainTrainNo', 'trainNo');
	if (!mainTrainNo)
		throw parameters.error(
			'journeyInput',
			'is “From Input Item”, and the input item is neither a plan nor a train',
			'Put Train > Plan or Train > Search right before this node, or choose “Entered Below”.',
			'journeyMissing',
		);
	return {
		mainTrainNo,
		alternateTrainNos: fields.list('alternateTrainNos'),
		mainSeatClass: text('mainSeatClass', 'seatClass', 'cheapestSeat') || cheapestSeat(item.seats),
		alternateSeatClasses: fields.list('alternateSeatClasses'),
		fromStation: text('fromStation'),
		toStation: text('toStation'),
		departDate: item.departDate ?? item.departure,
		closeTime: item.closeTime,
		acceptNoSeat: fields.flag('acceptNoSeat'),
		queryKey: '',
		purchaseKey: text('purchaseKey'),
		maxTotalPrice: fields.number('worstTotalPrice'),
	};
}

/** The code of the cheapest seat that is left, standing excepted; empty where there is none. */
function cheapestSeat(seats: unknown): string {
	const [cheapest] = asList(seats)
		.map(asRecord)
		.flatMap((seat) => {
			const [code, price] = [asText(seat?.seatClass), asNumber(seat?.price)];
			const isWanted = seat?.bookable === true && code !== 'noseat';
			return isWanted && code !== null && price !== null ? [{ code, price }] : [];
		})
		.sort((one, other) => one.price - other.price);
	return cheapest?.code ?? '';
}

/**
 * What makes a purchase, and what it may be content with: the items of one order must agree in them,
 * each in the form in which it is compared.
 */
export const purchaseFields: Record<string, (journey: Journey, parameters: Parameters) => string> =
	{
		mainTrainNo: ({ mainTrainNo }) => trainNumber(mainTrainNo),
		fromStation: ({ fromStation }) => stationName(fromStation),
		toStation: ({ toStation }) => stationName(toStation),
		departDate: (journey, { zone }) => departureText(journey, zone),
		purchaseKey: ({ purchaseKey }) => purchaseKey,
		outOrderNo: (_journey, parameters) => parameters.text('options.outOrderNo'),
	};

export const choiceFields: typeof purchaseFields = {
	alternateTrainNos: ({ alternateTrainNos }) => agreed(alternateTrainNos.map(trainNumber)),
	mainSeatClass: ({ mainSeatClass }) => agreed(seatClassesNamed(mainSeatClass)),
	alternateSeatClasses: ({ alternateSeatClasses }) =>
		agreed(alternateSeatClasses.flatMap(seatClassesNamed)),
};

/**
 * What limits an order, which it has once: the items that say something of it must agree. The rows of
 * further passengers may well leave it empty.
 */
const limitFields: typeof purchaseFields = {
	'options.maxTotalPrice': ({ maxTotalPrice }) => String(maxTotalPrice ?? ''),
	'options.closeTime': ({ closeTime }) => (isEmpty(closeTime) ? '' : JSON.stringify(closeTime)),
	'options.acceptNoSeat': ({ acceptNoSeat }, parameters) =>
		isEmpty(parameters.value('options.acceptNoSeat')) ? '' : String(acceptNoSeat),
	'options.attempt': (_journey, parameters) => String(parameters.number('options.attempt') ?? ''),
};

/** The same for the same entries, however often and in whatever order. */
const agreed = (entries: string[]): string => [...new Set(entries)].sort().join();

/** The codes that a code or a name stands for; as entered where it is neither. */
function seatClassesNamed(text: string): string[] {
	const named = seatClassesCalled(text);
	return named.length > 0 ? [...named] : [text.toLowerCase()];
}

/**
 * `2026-12-30 09:02`, or `2026-12-30` where no time is given; as entered where it cannot be read.
 */
export function departureText({ departDate, queryKey }: Journey, zone: string): string {
	const found = parseDeparture(departDate, { zone, queryKey });
	if (!found) return asText(departDate) ?? '';
	return found.departure.toFormat(found.departureHasTime ? 'yyyy-MM-dd HH:mm' : 'yyyy-MM-dd');
}

/**
 * What the items that are passengers of one order have in common; null where an item is an order.
 */
export function orderGroupKey(parameters: Parameters): string | null {
	if (parameters.choice('passengersInput', passengersInputs, 'fields') !== 'items') return null;
	const group = parameters.text('groupBy');
	if (group) return JSON.stringify([group]);
	const journey = readJourney(parameters);
	const purchase = Object.entries(purchaseFields).map(([name, read]) => {
		const value = read(journey, parameters);
		// A train leaves once a day, and one of the items may say only which.
		return name === 'departDate' ? value.slice(0, 'yyyy-MM-dd'.length) : value;
	});
	return JSON.stringify(purchase);
}

/**
 * What limits an order, or makes two runs one purchase, and what the order is without it. Not in
 * `readJourney`: what items are grouped by must not depend on it.
 */
const safeguards = {
	'options.maxTotalPrice': 'no limit, or the price of the plan that comes in',
	'options.closeTime': 'trying until 3 hours before departure, or until the plan’s close time',
	'options.outOrderNo': 'a number made from the journey and the passengers',
	'options.purchaseKey': 'a purchase named by its journey and passengers',
};

/**
 * @param itemParameters of every item of the order, the item that tells the journey and the contact
 * first
 * @throws ParameterError where a value is of no use at all, where the expression of a safeguard gives
 * nothing, or where the items disagree
 */
export function readDraft(
	itemParameters: [Parameters, ...Parameters[]],
	credential: JuheCredential,
): OrderDraft {
	const [parameters] = itemParameters;
	// Of the item that tells them: the other passengers' rows may well leave them empty.
	for (const [path, meaning] of Object.entries(safeguards)) parameters.safeguard(path, meaning);
	refuseDisagreement(itemParameters);
	const journey = readJourney(parameters);
	return {
		...journey,
		outOrderNo: parameters.text('options.outOrderNo'),
		attempt: parameters.number('options.attempt') ?? 1,
		zone: parameters.zone,
		contact: {
			name: parameters.text('contactName'),
			phone: parameters.text('contactPhone'),
			email: parameters.text('options.contactEmail'),
		},
		passengers: passengersValue(itemParameters),
		railwayAccount: parameters.flag('options.useRailwayAccount')
			? { account: credential.railwayAccount, password: credential.railwayPassword }
			: null,
	};
}

function refuseDisagreement([parameters, ...others]: [Parameters, ...Parameters[]]): void {
	if (others.length === 0) return;
	const journeys = [parameters, ...others].map((each) => [readJourney(each), each] as const);
	const fields = { ...purchaseFields, ...choiceFields, ...limitFields };
	for (const [name, read] of Object.entries(fields)) {
		const [value = '', ...values] = journeys.map((each) => read(...each));
		// A day agrees with its own hour and minute.
		const agrees = (other: string) =>
			name === 'departDate' && other && value
				? other.startsWith(value) || value.startsWith(other)
				: other === value || (other === '' && name in limitFields);
		if (!values.every(agrees))
			throw parameters.error(
				name,
				'differs between the passengers of one group',
				'Give every passenger of a group the same journey, or set “Group By” so that they are apart.',
				'groupDiffers',
			);
	}
}

/**
 * The passengers of an order as they were given, a list as a rule.
 * @throws ParameterError where a text is no JSON
 */
export function passengersValue(itemParameters: [Parameters, ...Parameters[]]): unknown {
	const [parameters] = itemParameters;
	const input = parameters.choice('passengersInput', passengersInputs, 'fields');
	if (input === 'items') return itemParameters.map(itemPassenger);
	const field = input === 'json' ? 'passengersJson' : 'passengers';
	const value = parameters.value(field);
	// Tables that hold no lists keep them as text, and a model writes them so.
	const passengers = typeof value === 'string' ? parseJson(value.trim() || '[]') : (value ?? []);
	if (typeof passengers === 'object' && passengers !== null)
		return asRecord(passengers)?.passenger ?? (isEmpty(passengers) ? [] : passengers);
	throw parameters.error(
		field,
		'is not a list in JSON',
		'Write it as [{ "name": "…", "type": 1, "idType": 0, "idNumber": "…", "birthday": "1990-12-30" }].',
		'passengersUnreadable',
	);
}

function itemPassenger(parameters: Parameters): Record<string, unknown> {
	const fields = passengerFields.map(({ name }): [string, unknown] => [
		name,
		parameters.value(itemPassengerName(name)),
	]);
	return Object.fromEntries(fields);
}

const ofItem = ' of the input item';

/**
 * A problem as a user reads it: the parameter's label first, and that the input item gave it where
 * the node's own field is not shown or left empty.
 */
export function describeProblem({ field, message }: Problem, parameters: Parameters): string {
	const label = labelOf([...orderFields, ...orderOptions], field);
	return `“${label}”${isFromItem(field, parameters) ? ofItem : ''} ${message}`;
}

function isFromItem(field: string, parameters: Parameters): boolean {
	if (parameters.choice('journeyInput', journeyInputs, 'fields') !== 'item') return false;
	const isHidden = orderFields.some(
		({ name, displayOptions }) => name === field && displayOptions?.show?.journeyInput,
	);
	const isOfPlan = ['closeTime', 'maxTotalPrice', 'acceptNoSeat'].includes(field);
	return isHidden || (isOfPlan && isEmpty(parameters.value(`options.${field}`)));
}
