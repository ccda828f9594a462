import { dictionary, type SeatClassCode } from '../../src/juhe/dictionary';
import { formats, write } from './china';
import type { Order, OrderEvent, Passenger, TicketState } from './orders';
import type { PushBody } from './pushes';

/** An order in the forms of Juhe's answers and pushes, key by key as in the vendor's samples. */

/**
 * Pushes number the seats; the dictionary has numbers and codes, the pairs are ours where names
 * differ.
 */
const seatNumbers: Record<SeatClassCode, string> = {
	hardseat: '1',
	softseat: '2',
	firstseat: '3',
	secondseat: '4',
	hardsleeperup: '5',
	hardsleepermid: '6',
	hardsleeperdown: '7',
	softsleeperup: '8',
	softsleeperdown: '9',
	noseat: '10',
	businessseat: '11',
	specialseat: '12',
	otherseat: '13',
	advancedsoftsleeper: '14',
};

const serviceFee = '8';
const money = (yuan: number) => yuan.toFixed(2);
const seatName = (code: string) =>
	Object.entries(dictionary.seatClassCode).find(([name]) => name === code)?.[1].chinese ?? '';
const total = (passengers: Passenger[]) =>
	money(passengers.reduce((sum, { ticketPrice }) => sum + ticketPrice, 0));
/** Pushes and details count ID types from 1, create from 0. */
const idType = ({ idCardType }: Passenger) => String(Number(idCardType) + 1);
const maskPhone = (phone: string) =>
	phone.length > 7 ? `${phone.slice(0, 4)}****${phone.slice(-3)}` : phone;

/** The train that was got, or the first choice. */
function trainOf({ issued, request }: Order) {
	const train = issued?.train ?? request.trains[0];
	if (!train) throw new Error('An order without a train');
	return train;
}

const seatOf = ({ issued, request }: Order) =>
	issued?.seatClass ?? request.seatClasses[0] ?? 'otherseat';

/** Once issued, some answers carry the number with another prefix. */
const issuedNumber = ({ orderNo, issued }: Order) =>
	issued ? orderNo.replace(/^TFT/, 'FT') : orderNo;

/** orderDetail without `issue`. */
export function unissuedDetail(order: Order): Record<string, unknown> {
	const { request } = order;
	const train = trainOf(order);
	return {
		status: order.status,
		fromStation: train.fromStation,
		toStation: train.toStation,
		departDate: write(train.departure, formats.isoSecond),
		orderNo: order.orderNo,
		trainNo: train.trainNo,
		seatClass: seatName(seatOf(order)),
		passengers: order.passengers.map(({ passengerName, passengerType, idCardNo, ticketPrice }) => ({
			passengerName,
			passengerType: Number(passengerType),
			certificateNo: idCardNo,
			ticketPrice,
		})),
		phone: request.cellphone,
		mainTrainNo: request.mainTrainNo,
		failMsg: order.failMsg,
		mainSeatClass: seatName(request.mainSeatClass),
		grabEndTime: write(request.closeTime, formats.isoSecond),
	};
}

/**
 * The state of an order by the table of ticket states: all refunded, one being refunded, one refund
 * failed, else issued.
 */
function ticketState({ issued, passengers }: Order): TicketState {
	if (!issued) return 'N';
	if (passengers.every((passenger) => passenger.ticketState === 'T')) return 'T';
	return (
		(['C', 'O'] as const).find((state) =>
			passengers.some((passenger) => passenger.ticketState === state),
		) ?? 'F'
	);
}

/** orderDetail with `issue=1`. */
export function issuedDetail(order: Order): Record<string, unknown> {
	const { request, issued } = order;
	const train = trainOf(order);
	const seat = seatOf(order);
	const state = ticketState(order);
	const issueTime = issued ? write(issued.at, formats.second) : '';
	return {
		orderNo: issuedNumber(order),
		outOrderNo: request.outOrderNo,
		trainNo: train.trainNo,
		trainDate: write(train.departure, formats.date),
		fromStation: train.fromStation,
		toStation: train.toStation,
		departureTime: write(train.departure, formats.second),
		arrivalTime: write(train.arrival, formats.second),
		orderState: dictionary.ticketStateCode[state].chinese,
		orderStateCode: state,
		failureReason: '',
		bookTime: write(order.createdAt, formats.second),
		payTime: issueTime,
		issueTime,
		payType: '暂存单支付',
		orderPrice: total(order.passengers),
		ticketNo: issued?.ticketNo ?? '',
		placeTime: issueTime,
		payStatus: '0',
		payInfo: '',
		passengers: order.passengers.map((passenger) => ({
			passengerId: passenger.passengerId,
			passengerName: passenger.passengerName,
			passengerType: passenger.passengerType,
			idType: idType(passenger),
			idCard: passenger.idCardNo,
			birthday: passenger.birthday,
			seatClass: seat,
			seatClassName: seatName(seat),
			seatNo: passenger.seatNo,
			pTicketNo: passenger.pTicketNo,
			ticketStateCode: passenger.ticketState,
			ticketState: dictionary.ticketStateCode[passenger.ticketState].chinese,
			ticketPrice: money(passenger.ticketPrice),
			insureUnitPrice: '0.00',
			insureState: null,
			insureBillNo: null,
		})),
		contactInfo: {
			person: request.person,
			cellphone: maskPhone(request.cellphone),
			email: request.email,
		},
		postalInfo: {
			person: null,
			cellphone: null,
			province: null,
			city: null,
			district: null,
			address: null,
			zip: null,
		},
		juheServiceFee: issued ? serviceFee : '0',
	};
}

/** A three-digit station number, as the pushes have them. */
const stationNumber = (station: string) =>
	String(
		100 + ([...station].reduce((sum, character) => sum + (character.codePointAt(0) ?? 0), 0) % 900),
	);

function issuePush(order: Order): PushBody {
	const { issued, request, failCode } = order;
	return {
		orderNo: order.orderNo,
		outOrderNo: request.outOrderNo,
		msgCode: issued ? '100' : failCode || '101',
		msgInfo: issued ? '出票成功' : '出票失败',
		fromStationCode: issued && stationNumber(issued.train.fromStation),
		toStationCode: issued && stationNumber(issued.train.toStation),
		departureTime: issued && write(issued.train.departure, formats.second),
		arrivalTime: issued && write(issued.train.arrival, formats.second),
		trainNo: issued && issued.train.trainNo,
		ticketNo: issued && issued.ticketNo,
		orderAmount: issued && total(order.passengers),
		fromStation: issued && issued.train.fromStation,
		toStation: issued && issued.train.toStation,
		issueTime: issued ? write(issued.at, formats.second) : '',
		mailCharge: issued && '0.00',
		msgDetail:
			!issued && /^3\d\d$/.test(failCode)
				? order.passengers
						.map(({ passengerName, idCardNo }) => `${passengerName}|${idCardNo}`)
						.join(',')
				: null,
		passengers: order.passengers.map((passenger) => ({
			passengerName: passenger.passengerName,
			passengerType: passenger.passengerType,
			cardType: idType(passenger),
			cardNo: passenger.idCardNo,
			passengerId: passenger.passengerId,
			seatClass: seatNumbers[seatOf(order)],
			seatNo: passenger.seatNo,
			price: money(passenger.ticketPrice),
			pTicketNo: passenger.pTicketNo,
			serviceCharge: '0',
			insuranceCharge: '0.00',
		})),
		isChangedOrder: '0',
		originalOrderNo: '',
		changedType: '',
		serviceCharge: '',
		changePriceDiff: '',
		juheServiceFee: issued ? serviceFee : '0',
	};
}

function refundPush(order: Order, passenger: Passenger, succeeded: boolean): PushBody {
	const { passengerId, passengerName, passengerType, pTicketNo } = passenger;
	const refundPrice = succeeded ? money(passenger.ticketPrice) : '0.00';
	return {
		orderNo: succeeded ? order.orderNo : issuedNumber(order),
		outOrderNo: order.request.outOrderNo,
		refundTime: write(passenger.refundEndedAt ?? order.clock.now(), formats.second),
		refundPrice,
		refundType: 'online',
		passengers: [
			{
				passengerId,
				pTicketNo,
				passengerName,
				passengerType,
				cardType: idType(passenger),
				cardNo: '',
				refundPrice,
			},
		],
		msgCode: succeeded ? '100' : '101',
		msgInfo: succeeded ? '线上退票成功' : dictionary.msgCode[101].chinese,
	};
}

/** The body of the push that tells of an event. */
export function pushBody(order: Order, event: OrderEvent): PushBody {
	switch (event.kind) {
		case 'issued':
		case 'issue-failed':
			return issuePush(order);
		case 'expired':
			return {
				msgCode: '101',
				msgInfo: '抢票单过期',
				orderNo: order.orderNo,
				outOrderNo: order.request.outOrderNo,
			};
		case 'refunded':
		case 'refund-failed':
			return refundPush(order, event.passenger, event.kind === 'refunded');
	}
}
