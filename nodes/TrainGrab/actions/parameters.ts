import type { INodeProperties } from 'n8n-workflow';

import { dictionary } from '../../../juhe/dictionary';
import { isOrderNumber } from '../../../juhe/trainGrab/orderNumber';
import { NodeParameters } from '../../shared/parameters';

export { labelOf, maskPersonalDataOption } from '../../shared/parameters';

/** Reads the parameters of one operation for one item. */
export class Parameters extends NodeParameters {
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

/** Juhe's seat classes as a drop-down. */
export const seatClassOptions = Object.entries(dictionary.seatClassCode).map(
	([value, { english, chinese }]) => ({
		name: `${english} ${chinese}`,
		value,
	}),
);

export const outOrderNoField: INodeProperties = {
	displayName: 'Order Number',
	name: 'outOrderNo',
	type: 'string',
	required: true,
	default: '',
	placeholder: '{{ $json.outOrderNo }}',
	description: 'The order’s <code>outOrderNo</code>, as Order > Create gave it',
};
