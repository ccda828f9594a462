import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { dictionary } from '../../../src/juhe/dictionary';
import type { SeatClassCode } from '../../../src/juhe/dictionary';
import { seatClassCodes, seatClassesCalled } from '../../../src/juhe/trainGrab/codes/seatClasses';
import { stationName, trainNumber } from '../../../src/juhe/trainGrab/journey';
import { isOrderNumber } from '../../../src/juhe/trainGrab/order/number';
import type { ExecuteContext } from '../../shared/n8nContext';
import { NodeParameters } from '../../shared/parameters';

export { labelOf, maskPersonalDataOption, readMask } from '../../shared/parameters';

/** Reads the parameters of one operation for one item. */
export class Parameters extends NodeParameters {
	constructor(
		private readonly run: ExecuteContext,
		fields: INodeProperties[],
		readonly index: number,
	) {
		super(run, fields, index);
	}

	/** The input item that the parameters are read for. */
	get item(): IDataObject {
		return this.run.getInputData()[this.index]?.json ?? {};
	}

	/**
	 * What is read of the same parameters for every input item, each read once a run.
	 * @param known what was read by then, of each run
	 */
	ofEveryItem<T>(known: WeakMap<object, T[]>, read: (each: Parameters) => T): T[] {
		const all =
			known.get(this.run) ??
			this.run.getInputData().map((_, index) => read(new Parameters(this.run, this.fields, index)));
		known.set(this.run, all);
		return all;
	}

	/** A station or city, empty where nothing is set. @throws ParameterError for what is no text */
	station(path: string): string {
		return stationName(this.text(path));
	}

	/** @throws ParameterError where nothing is set */
	requiredStation(path: string): string {
		return stationName(this.requiredText(path));
	}

	/** A train number, empty where nothing is set. @throws ParameterError for what is no text */
	trainNumber(path: string): string {
		return trainNumber(this.text(path));
	}

	/**
	 * Train numbers in the order given, each once. @throws ParameterError for what is no list of
	 * texts
	 */
	trainNumbers(path: string): string[] {
		const numbers = this.list(path).map(trainNumber);
		return [...new Set(numbers.filter((each) => each !== ''))];
	}

	/**
	 * A seat class by its code or its name. @throws ParameterError for what names none, or
	 * several
	 */
	seatClass(path: string): SeatClassCode {
		return this.choice(path, seatClassCodes, undefined, seatClassesCalled);
	}

	/**
	 * Seat classes by their codes or names, in the order given. @throws ParameterError for what
	 * names none
	 */
	seatClasses(path: string): SeatClassCode[] {
		return this.choices(path, seatClassCodes, seatClassesCalled);
	}

	/** An order number as Juhe takes them. @throws ParameterError */
	orderNumber(path: string): string {
		const outOrderNo = this.requiredText(path);
		if (isOrderNumber(outOrderNo)) return outOrderNo;
		throw this.error(
			path,
			'must be 6 to 32 letters and digits, nothing else',
			'Use “outOrderNo” as Order > Create gave it.',
			'outOrderNoForm',
		);
	}
}

/** The parameters of items that make one call together; there is at least one item. */
export function itemParameters(
	context: ExecuteContext,
	fields: INodeProperties[],
	itemIndexes: number[],
): [Parameters, ...Parameters[]] {
	const [first = 0, ...others] = itemIndexes;
	const ofItem = (itemIndex: number) => new Parameters(context, fields, itemIndex);
	return [ofItem(first), ...others.map(ofItem)];
}

/**
 * Options as a list shows them: by their labels. Those are English: `localeCompare` would only load
 * the rules of a language while n8n starts.
 */
export const byLabel = (options: INodeProperties[]): INodeProperties[] =>
	options.toSorted(
		(one, other) =>
			Number(labelKey(one) > labelKey(other)) - Number(labelKey(one) < labelKey(other)),
	);

const labelKey = ({ displayName }: INodeProperties) => displayName.toLowerCase();

/** A name of the dictionary as n8n writes what can be chosen: `Resident ID Card`. */
export const titleCase = (name: string): string =>
	name.replace(/(?<!\p{L})\p{Ll}/gu, (letter) => letter.toUpperCase());

/** Juhe's seat classes as a drop-down. */
export const seatClassOptions = Object.entries(dictionary.seatClassCode).map(
	([value, { english }]) => ({ name: titleCase(english), value }),
);

export const outOrderNoField: INodeProperties = {
	displayName: 'Order Number',
	name: 'outOrderNo',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. {{ $json.outOrderNo }}',
	description: 'The order’s <code>outOrderNo</code>, as Order > Create gave it',
};

const defaultSettleSeconds = 60;

/** The option how long a lost answer is looked up; what was asked for is never sent again. */
export function settleSecondsOption(what: 'order' | 'refund'): INodeProperties {
	const state = what === 'order' ? 'the order is looked up' : 'the ticket’s state is read';
	return {
		displayName: 'Wait for Lost Answer (Seconds)',
		name: 'settleSeconds',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: defaultSettleSeconds,
		description: `How long ${state} if Juhe’s answer was lost. The ${what} is never sent again.`,
	};
}

/** Seconds. @throws ParameterError */
export function readSettleSeconds(parameters: Parameters): number {
	return parameters.number('options.settleSeconds') ?? defaultSettleSeconds;
}
