import { dictionary, type SeatClassCode } from '../../../src/juhe/dictionary';
import { formats, read, write } from '../china';
import { Refusal, success } from '../errors';
import { ticketFor, type OfferedTrain, type OrderRequest, type PassengerRequest } from '../orders';
import type { Query, World } from '../world';
import type { Parameters } from './parameters';

/** Documented as advice, enforced by message code 216. */
const leastHoursAhead = 3;
const mostPassengers = 5;

const isSeatClass = (code: string): code is SeatClassCode =>
	Object.hasOwn(dictionary.seatClassCode, code);

function knownQuery(key: string, world: World): Query {
	const query = world.queries.get(key);
	const age = query ? query.clock.now() - query.askedAt : Infinity;
	if (!query || age > world.options.queryKeyLifetimeSeconds * 1000)
		throw new Refusal('queryExpired');
	return query;
}

/**
 * The first choice first; it must be one of those named, and must be named where there are several.
 */
function mainFirst<Item extends string>(
	items: Item[],
	main: string,
	refusal: 'trainInvalid' | 'seatInvalid',
): Item[] {
	if (main === '') {
		if (items.length > 1)
			throw new Refusal(
				'parameterMissing',
				refusal === 'trainInvalid' ? 'mainTrainNo' : 'mainSeatClass',
			);
		return items;
	}
	const first = items.find((item) => item === main);
	if (first === undefined) throw new Refusal(refusal, main);
	return [first, ...items.filter((item) => item !== first)];
}

function seatClasses(parameters: Parameters, trains: OfferedTrain[]): SeatClassCode[] {
	const codes = parameters.parts('seatClassCode').map((code) => {
		const exists = isSeatClass(code) && trains.some(({ tickets }) => ticketFor(tickets, code));
		if (!exists) throw new Refusal('seatInvalid', code);
		return code;
	});
	return mainFirst(codes, parameters.get('mainSeatClass'), 'seatInvalid');
}

function trains(parameters: Parameters, query: Query): OfferedTrain[] {
	const numbers = mainFirst(
		parameters.parts('trainNo'),
		parameters.get('mainTrainNo'),
		'trainInvalid',
	);
	return numbers.map((number) => {
		const train = query.trains.find(({ trainNo }) => trainNo === number);
		if (!train) throw new Refusal('trainInvalid', number);
		return train;
	});
}

/** `YYYY-MM-DD`, and the very minute of departure where a main train is named. */
function checkDepartDate(
	departDate: string,
	main: OfferedTrain,
	mainTrainNo: string,
	query: Query,
): void {
	const expected = mainTrainNo ? write(main.departure, formats.minute) : query.date;
	if (departDate !== expected) throw new Refusal('dateInvalid', departDate);
}

function closeTime(text: string, main: OfferedTrain): number {
	const instant = read(text, formats.second);
	if (instant === null || instant <= Date.now() || instant >= main.departure)
		throw new Refusal('closeTimeInvalid', text);
	return instant;
}

function passenger(value: unknown): PassengerRequest {
	const given: Record<string, unknown> =
		typeof value === 'object' && value !== null ? { ...value } : {};
	const field = (name: keyof PassengerRequest): string => {
		const text = given[name];
		if (typeof text !== 'string' || text === '') throw new Refusal('passengerInvalid', name);
		return text;
	};
	const request: PassengerRequest = {
		passengerName: field('passengerName'),
		passengerType: field('passengerType'),
		idCardType: field('idCardType'),
		idCardNo: field('idCardNo'),
		birthday: field('birthday'),
	};
	if (['3', '4'].includes(request.passengerType)) throw new Refusal('passengerTypeUnsupported');
	if (!['1', '2'].includes(request.passengerType))
		throw new Refusal('passengerInvalid', 'passengerType');
	if (!['0', '1', '2', '3'].includes(request.idCardType))
		throw new Refusal('passengerInvalid', 'idCardType');
	if (read(request.birthday, formats.date) === null)
		throw new Refusal('passengerInvalid', 'birthday');
	return request;
}

function passengers(text: string): PassengerRequest[] {
	let list: unknown;
	try {
		list = JSON.parse(text);
	} catch {
		throw new Refusal('parameterInvalid', 'passengers');
	}
	if (!Array.isArray(list) || list.length === 0)
		throw new Refusal('parameterInvalid', 'passengers');
	if (list.length > mostPassengers) throw new Refusal('tooManyPassengers');
	return list.map(passenger);
}

function checkAccount(parameters: Parameters): boolean {
	const ownAccount = parameters.choice('ticketModel', ['0', '1']) === '1';
	if (ownAccount && !(parameters.get('accountNo') && parameters.get('accountPwd')))
		throw new Refusal('accountMissing');
	return ownAccount;
}

/** Every rule that the documents state, in the order in which a person would fill the form. */
function readOrder(parameters: Parameters, world: World): OrderRequest {
	const query = knownQuery(parameters.required('queryKey'), world);
	if (query.ticketType === '2') throw new Refusal('passengerTypeUnsupported');
	const outOrderNo = parameters.required('outOrderNo');
	if (!/^[A-Za-z0-9]{6,32}$/.test(outOrderNo)) throw new Refusal('outOrderNoInvalid');
	const ownAccount = checkAccount(parameters);
	parameters.choice('acceptNoSeat', ['0', '1']);

	const chosen = trains(parameters, query);
	const [main] = chosen;
	if (!main) throw new Refusal('trainInvalid');
	const fromStation = parameters.required('fromStation');
	const toStation = parameters.required('toStation');
	if (main.fromStation !== fromStation) throw new Refusal('stationInvalid', fromStation);
	if (main.toStation !== toStation) throw new Refusal('stationInvalid', toStation);
	const seats = seatClasses(parameters, chosen);
	const mainTrainNo = parameters.get('mainTrainNo');
	checkDepartDate(parameters.required('departDate'), main, mainTrainNo, query);
	const earliest = Math.min(...chosen.map(({ departure }) => departure));
	if (earliest - Date.now() < leastHoursAhead * 3_600_000) throw new Refusal('tooCloseToDeparture');

	const request: OrderRequest = {
		outOrderNo,
		trains: chosen,
		seatClasses: seats,
		mainTrainNo,
		mainSeatClass: parameters.get('mainSeatClass'),
		fromStation,
		toStation,
		closeTime: closeTime(parameters.required('closeTime'), main),
		acceptNoSeat: parameters.required('acceptNoSeat') === '1',
		person: parameters.required('person'),
		cellphone: parameters.required('cellphone'),
		email: parameters.get('email'),
		ownAccount,
		passengers: passengers(parameters.required('passengers')),
	};
	return request;
}

/** 创建抢票单: buys. */
export function createOrder(parameters: Parameters, world: World): Record<string, unknown> {
	const { orderNo, request } = world.orders.create(readOrder(parameters, world));
	return success({ orderNo, outOrderNo: request.outOrderNo });
}
