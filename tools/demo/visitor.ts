import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod/v4';

const patienceMs = 60_000;
const pollMs = 250;
/** What n8n's pages take for the end of an execution. */
const endStates = ['success', 'error', 'crashed', 'canceled', 'null'];

/** A busy n8n closes a connection that was idle for a while, although a request is on its way. */
const ask = async (url: string | URL, form: RequestInit = {}) =>
	await fetch(url, { ...form, headers: { connection: 'close' } });

const submittedSchema = z.looseObject({ formWaitingUrl: z.string() });

/**
 * Does with n8n's forms what the scripts on their pages do in a browser: submits, waits, goes on to
 * the next page.
 */
export class FormPage {
	private constructor(
		private readonly url: string,
		readonly html: string,
	) {}

	static async open(url: string): Promise<FormPage> {
		const response = await ask(url);
		const html = await response.text();
		if (!response.ok) throw new Error(`The form was answered ${response.status}`);
		return new FormPage(url, html);
	}

	/**
	 * What a reader sees, roughly: not the fields, nor what the page shows only after it was
	 * submitted.
	 */
	read(): string {
		const body = this.html
			.replace(/<(script|style|head|label|select)\b[\s\S]*?<\/\1>/g, ' ')
			.replace(/<p class='error[\s\S]*?<\/p>|<button[\s\S]*$/g, ' ')
			.replace(/<[^>]*>/g, ' ');
		return unescape(body).replace(/\s+/g, ' ').trim();
	}

	/**
	 * Fills in the fields by their labels, submits, and gives the page that follows; null where none
	 * does.
	 */
	async submit(answers: Record<string, string | File[]>): Promise<FormPage | null> {
		const form = new FormData();
		const labels = new Map(
			[...this.html.matchAll(/<label[^>]*\bfor='(field-\d+)'[^>]*>([^<]*)<\/label>/g)].map(
				([, name = '', label = '']) => [name, unescape(label).trim()],
			),
		);
		const left = new Set(Object.keys(answers));
		const names = new Set(
			[...this.html.matchAll(/\bname=['"](field-\d+)['"]/g)].map(([, name = '']) => name),
		);
		for (const name of names) {
			const label = labels.get(name) ?? '';
			for (const answer of [answers[label] ?? ''].flat()) form.append(name, answer);
			left.delete(label);
		}
		if (left.size > 0) throw new Error(`The form has no field “${[...left].join('”, “')}”`);
		const response = await ask(this.url, { method: 'POST', body: form });
		const said = await response.text();
		if (!response.ok) throw new Error(`The form's answers were answered ${response.status}`);
		// A later page is served at the same address.
		const next = submittedSchema.safeParse(parseJson(said));
		return await this.following(next.success ? next.data.formWaitingUrl : this.url);
	}

	/**
	 * Waits until there is a page at this address, and opens it. A last page tells n8n that it was
	 * seen.
	 */
	private async following(url: string): Promise<FormPage | null> {
		const statusUrl = new URL(url);
		if (!statusUrl.pathname.includes('form-waiting')) return null;
		statusUrl.pathname += '/n8n-execution-status';
		for (const end = Date.now() + patienceMs; ;) {
			const status = (await (await ask(statusUrl)).text()).trim();
			if (status === 'form-waiting') break;
			if (endStates.includes(status)) return null;
			if (Date.now() > end) throw new Error(`No next page of the form within ${patienceMs} ms`);
			await sleep(pollMs);
		}
		const page = await FormPage.open(url);
		if (!page.html.includes("id='n8n-form'")) await ask(url, { method: 'POST' });
		return page;
	}
}

function unescape(text: string): string {
	const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ' };
	return text
		.replace(/&#x([\da-f]+);/gi, (_, code: string) => String.fromCodePoint(parseInt(code, 16)))
		.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
		.replace(/&(amp|lt|gt|quot|nbsp);/g, (_, name: string) => named[name] ?? '');
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}
