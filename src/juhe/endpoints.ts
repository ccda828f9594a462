/**
 * Every Juhe path this package knows, with how sure we are of it. `documented`: printed in the
 * vendor's document; `seen`: seen in public client code; `preset`: nowhere public, a guess that
 * the credential lets the user correct.
 */
interface Endpoint {
	/** Path below the base URL, without a leading slash. */
	path: string;
	certainty: 'documented' | 'seen' | 'preset';
}

/**
 * 火车票抢票, product 257. The two presets are settings of the credential (`createOrderPath`,
 * `cancelOrderPath`).
 */
export const trainGrabEndpoints = {
	search: { path: 'grabTicket/action/search.php', certainty: 'seen' },
	createOrder: { path: 'grabTicket/action/createOrder.php', certainty: 'preset' },
	orderDetail: { path: 'grabTicket/action/orderDetail.php', certainty: 'seen' },
	cancelOrder: { path: 'grabTicket/action/cancelOrder.php', certainty: 'preset' },
	refund: { path: 'grabTicket/action/applyRefundOrder.php', certainty: 'documented' },
	setCallback: { path: 'grabTicket/action/addCallbackUrl.php', certainty: 'seen' },
	dictionary: { path: 'grabTicket/action/dataDictionary.php', certainty: 'seen' },
} as const satisfies Record<string, Endpoint>;

/** 机票行程单识别. */
export const flightInvoiceOcrEndpoints = {
	recognize: { path: 'flightinvoiceOcr/index', certainty: 'documented' },
} as const satisfies Record<string, Endpoint>;

/** Where Juhe answers unless the credential names a sandbox or a gateway. */
export const defaultBaseUrl = 'https://v.juhe.cn';
