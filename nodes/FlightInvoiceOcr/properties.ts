import type { INodeProperties } from 'n8n-workflow';

import { maskPersonalDataOption } from '../shared/parameters';

export const properties: INodeProperties[] = [
	{
		displayName:
			'Juhe may charge for each picture it is sent. Digital itineraries and train e-tickets (PDF, OFD, XML, ZIP) are read here, for free, and what cannot be an itinerary is never sent. A PDF that is only a scan is sent as the picture that it is.',
		name: 'chargeNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Input Source',
		name: 'inputSource',
		type: 'options',
		default: 'binary',
		options: [
			{
				name: 'Base64 Text',
				value: 'base64',
				description:
					'A picture, digital itinerary or train e-ticket as text, with or without a “data:” head',
			},
			{
				name: 'Binary File',
				value: 'binary',
				description: 'Files that came with the item, such as the attachments of an e-mail',
			},
			{
				name: 'URL',
				value: 'url',
				description:
					'The web address of a picture, digital itinerary or train e-ticket, which needs no log-in',
			},
		],
	},
	{
		displayName: 'Input Binary Field',
		name: 'binaryPropertyName',
		type: 'string',
		required: true,
		default: 'data',
		placeholder: 'e.g. attachment_*',
		hint: 'The name of the field with the file. Several: separate them with commas. All attachments of an e-mail: attachment_*',
		description:
			'A file that is named outright must be readable, else the node stops. With a <code>*</code>, what is no receipt is skipped, and <code>skipped</code> says why. A ZIP is opened. Of several files of one invoice (PDF, OFD and XML) the best is read.',
		displayOptions: { show: { inputSource: ['binary'] } },
	},
	{
		displayName: 'Base64',
		name: 'base64',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. {{ $json.picture }}',
		description: 'The file as base64 text, with or without “data:image/jpeg;base64,” before it',
		displayOptions: { show: { inputSource: ['base64'] } },
	},
	{
		displayName: 'URL',
		name: 'url',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. https://example.com/itinerary.jpg',
		description:
			'Downloaded by n8n without a log-in. For an address that needs one, put an HTTP Request node before this one and choose Binary File.',
		displayOptions: { show: { inputSource: ['url'] } },
	},
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		default: 'invoice',
		options: [
			{
				name: 'Expense Row',
				value: 'expenseRow',
				description:
					'One flat row an invoice, ready for a spreadsheet, in the same columns for flights and trains',
			},
			{
				name: 'Invoice',
				value: 'invoice',
				description:
					'Everything on the receipt: passenger, flights or train, amounts, deductible VAT, and warnings where something does not add up',
			},
			{
				name: 'Raw',
				value: 'raw',
				description:
					'Juhe’s answer untouched. A document, which Juhe never sees, comes out as Invoice.',
			},
		],
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Include Raw',
				name: 'includeRaw',
				type: 'boolean',
				default: false,
				description: 'Whether to add Juhe’s own answer to each invoice, as <code>raw</code>',
				displayOptions: { show: { '/output': ['invoice'] } },
			},
			{
				displayName: 'Keep Duplicates',
				name: 'keepDuplicates',
				type: 'boolean',
				default: false,
				description:
					'Whether to give every file its item, and to have every picture read, also where several files of one input item hold the same invoice. Switched off, the best source is given (invoice data before the text of a page before a picture) and the others are in <code>skipped</code>.',
			},
			maskPersonalDataOption,
			{
				displayName: 'Pictures at Once',
				name: 'concurrency',
				type: 'number',
				default: 2,
				typeOptions: { minValue: 1, maxValue: 20, numberPrecision: 0 },
				description:
					'How many pictures are read at the same time, at most 20. If Juhe asks for fewer, the node slows down by itself. The first item’s number counts.',
			},
			{
				displayName: 'Prepare Image',
				name: 'prepareImage',
				type: 'boolean',
				default: true,
				description:
					'Whether to turn upright, shrink or recompress a picture that Juhe would not take as it is. Switched off, a picture that is too big is refused, and nothing is sent.',
			},
			{
				displayName: 'VAT Rate (Percent)',
				name: 'vatRate',
				type: 'number',
				default: 9,
				typeOptions: { minValue: 0, maxValue: 100 },
				description: 'To estimate the deductible VAT where none is printed on the receipt',
			},
		],
	},
];
