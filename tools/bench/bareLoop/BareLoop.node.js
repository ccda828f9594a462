/**
 * The least that sends pictures to Juhe: a loop over n8n's request helper, so many calls in flight,
 * nothing else.
 */
class BareLoop {
	description = {
		displayName: 'Bare Loop',
		name: 'bareLoop',
		group: ['transform'],
		version: 1,
		description: 'Sends pictures and gives back what comes',
		defaults: { name: 'Bare Loop' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [
			{ displayName: 'URL', name: 'url', type: 'string', default: '' },
			{ displayName: 'Key', name: 'key', type: 'string', default: '' },
			{ displayName: 'Concurrency', name: 'concurrency', type: 'number', default: 4 },
		],
	};

	async execute() {
		const url = this.getNodeParameter('url', 0);
		const key = this.getNodeParameter('key', 0);
		const items = this.getInputData();
		const output = [];
		let next = 0;
		const work = async () => {
			while (next < items.length) {
				const item = next++;
				const bytes = await this.helpers.getBinaryDataBuffer(item, 'data');
				const json = await this.helpers.httpRequest({
					method: 'POST',
					url,
					headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
					body: { key, ImageBase64: bytes.toString('base64') },
					json: true,
				});
				output[item] = { json, pairedItem: { item } };
			}
		};
		const concurrency = this.getNodeParameter('concurrency', 0);
		await Promise.all(Array.from({ length: concurrency }, work));
		return [output];
	}
}

module.exports = { BareLoop };
