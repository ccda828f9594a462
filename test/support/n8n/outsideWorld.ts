/**
 * The internet as n8n finds it in a test: an HTTPS proxy behind which every host is this one, which
 * keeps what it is told, and a mail server. So nodes with fixed addresses can be run as they are.
 */
import { createServer, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import tlsOptions from 'smtp-server/lib/tls-options.js';

interface Heard {
	host: string;
	path: string;
	authorization: string | undefined;
	type: string;
	body: unknown;
}

interface Mail {
	from: string;
	to: string[];
	/** The message as it came over the wire. */
	text: string;
}

export interface OutsideWorld {
	/** The settings that send n8n here. */
	env: Record<string, string>;
	smtpPort: number;
	heard: Heard[];
	mails: Mail[];
	/** What the hosts answer from now on. */
	answer(body: unknown): void;
	close(): Promise<void>;
}

export async function startOutsideWorld(): Promise<OutsideWorld> {
	const heard: Heard[] = [];
	const mails: Mail[] = [];
	let answer: unknown = {};
	const listen: RequestListener = (request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const { headers, url = '' } = request;
			heard.push({
				host: headers.host ?? '',
				path: url,
				authorization: headers.authorization,
				type: headers['content-type'] ?? '',
				body: JSON.parse(Buffer.concat(chunks).toString() || 'null'),
			});
			response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
		});
	};
	// The mail server's own certificate for tests serves here too.
	const hosts = createSecureServer(tlsOptions(), listen);
	const proxy = createServer().on('connect', (_request, socket) => {
		socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
		hosts.emit('connection', socket);
	});
	await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
	const post = new SMTPServer({
		authOptional: true,
		disabledCommands: ['STARTTLS'],
		onData: (stream, session, done) => {
			const chunks: Buffer[] = [];
			stream.on('data', (chunk: Buffer) => chunks.push(chunk));
			stream.on('end', () => {
				const { mailFrom, rcptTo } = session.envelope;
				mails.push({
					from: mailFrom ? mailFrom.address : '',
					to: rcptTo.map(({ address }) => address),
					text: Buffer.concat(chunks).toString(),
				});
				done();
			});
		},
	});
	await new Promise<void>((resolve) => post.listen(0, '127.0.0.1', resolve));
	return {
		env: {
			HTTPS_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
			NO_PROXY: '127.0.0.1,localhost',
			NODE_TLS_REJECT_UNAUTHORIZED: '0',
		},
		smtpPort: (post.server.address() as AddressInfo).port,
		heard,
		mails,
		answer: (body) => {
			answer = body;
		},
		close: async () => {
			hosts.closeAllConnections();
			proxy.closeAllConnections();
			await new Promise<void>((resolve) => proxy.close(() => resolve()));
			await new Promise<void>((resolve) => post.close(() => resolve()));
		},
	};
}

/** The subject and the text of a mail, decoded. */
export function readMail({ text }: Mail): { subject: string; body: string } {
	const [head = '', body = ''] = text.split(/\r?\n\r?\n/, 2);
	const headers = head.replace(/\r?\n[ \t]+/g, ' ');
	const header = (name: string) =>
		new RegExp(`^${name}: *(.*)$`, 'im').exec(headers)?.[1]?.trim() ?? '';
	const subject = header('Subject')
		.replace(/\?= +=\?/g, '?==?')
		.replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_all, how: string, word: string) =>
			how.toLowerCase() === 'b' ? fromBase64(word) : fromQuoted(word.replaceAll('_', ' ')),
		);
	const encoding = header('Content-Transfer-Encoding').toLowerCase();
	if (encoding === 'base64') return { subject, body: fromBase64(body).trim() };
	return {
		subject,
		body: (encoding === 'quoted-printable' ? fromQuoted(body.replace(/=\r?\n/g, '')) : body).trim(),
	};
}

const fromBase64 = (text: string) => Buffer.from(text, 'base64').toString();
const fromQuoted = (text: string) =>
	Buffer.from(
		text.replace(/=([0-9A-F]{2})/gi, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16))),
		'latin1',
	).toString();
