import { toInvoice } from '../toInvoice';
import type { Invoice, InvoiceOptions, ReceiptEntry } from '../types';
import { fieldNamed } from './names';
import type { FieldNames } from './names';

/**
 * Names in Juhe's recognitions: those seen in the SDK of the engine behind it (docs/juhe-api.md,
 * "What comes back"), and, for pictures of digital itineraries, the ones printed there, should the
 * engine read them. 发票消费类型 says of every itinerary the same and stays among the other fields.
 */
const recognizedNames: FieldNames = {
	票价: 'fare',
	合计金额: 'total',
	填开日期: 'issueDate',
	有效身份证件号码: 'idNumber',
	电子客票号码: 'ticketNumber',
	验证码: 'verificationCode',
	旅客姓名: 'passengerName',
	填开单位: 'issuedBy',
	其他税费: 'otherTaxes',
	燃油附加费: 'fuelSurcharge',
	民航发展基金: 'aviationFund',
	保险费: 'insurance',
	销售单位代号: 'agentCode',
	始发地: 'from',
	目的地: 'to',
	航班号: 'flightNumber',
	时间: 'time',
	日期: 'date',
	座位等级: 'cabinClass',
	承运人: 'carrier',
	国内国际标签: 'scope',
	印刷序号: 'serialNumber',
	'客票级别/类别': 'fareBasis',
	客票类别: 'fareBasis',
	客票级别: 'fareBasis',
	客票生效日期: 'validFrom',
	有效期截止日期: 'validUntil',
	有效截止日期: 'validUntil',
	免费行李: 'baggage',
	发票号码: 'invoiceNumber',
	增值税税率: 'taxRate',
	增值税税额: 'taxAmount',
	购买方名称: 'buyerName',
	'统一社会信用代码/纳税人识别号': 'buyerTaxId',
	销售网点代号: 'agentCode',
	国内国际标识: 'scope',
	合计: 'total',
	开具状态: 'status',
	开票状态: 'status',
};

/** The field that Juhe's engine means by a name, or null. */
export const recognizedField = (name: string) => fieldNamed(recognizedNames, name);

/**
 * The invoice that Juhe read off a picture. Takes anything an engine may have misread; what is
 * doubtful is a warning.
 */
export function invoiceFromRecognition(
	entries: Array<Omit<ReceiptEntry, 'field'>>,
	requestId: string | null,
	options: InvoiceOptions,
): Invoice {
	const named = entries.map((entry) => ({ ...entry, field: recognizedField(entry.name) }));
	const content = { category: 'flight', readFrom: 'picture', entries: named, requestId } as const;
	return toInvoice(content, options);
}
