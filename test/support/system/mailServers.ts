/**
 * What stands around n8n in an office: a mailbox, a mail server that takes reports, a chat robot.
 * All on this machine.
 */
import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import {
	chmod,
	chown,
	mkdir,
	mkdtemp,
	readdir,
	readFile,
	rename,
	rm,
	writeFile,
} from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { SMTPServer } from 'smtp-server';
import { freePort } from '../../../tools/n8n/n8n';
import { listens } from '../../../tools/n8n/servers';

/** Who may log in, at every server here. */
export const account = { user: 'expenses', password: 'made-up-mail-password' };

/** A real IMAP server with one empty mailbox. */
export interface Mailbox {
	port: number;
	/** Puts a message into the inbox, as a mail server does. */
	deliver(message: Buffer): Promise<void>;
	/** How many messages have been read, and how many have not. */
	count(): Promise<{ read: number; unread: number }>;
	close(): Promise<void>;
}

const dovecot = '/usr/sbin/dovecot';
const startsWithinMs = 15_000;

/**
 * Starts Debian's Dovecot with a configuration, a certificate and folders of its own, by TLS only.
 */
export async function startDovecot(): Promise<Mailbox> {
	if (!existsSync(dovecot)) {
		throw new Error(`There is no ${dovecot}: install it with "apt-get install dovecot-imapd".`);
	}
	const folder = await mkdtemp(join(tmpdir(), 'n8n-juhe-dovecot-'));
	const inbox = join(folder, 'maildir');
	for (const part of ['', 'cur', 'new', 'tmp']) {
		await mkdir(join(inbox, part));
		await chown(join(inbox, part), owner.uid, owner.gid);
	}
	await chmod(folder, 0o711);
	await promisify(execFile)('openssl', [
		...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=127.0.0.1'],
		...['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'certificate.pem')],
	]);
	const port = await freePort();
	const configuration = join(folder, 'dovecot.conf');
	await writeFile(configuration, dovecotConfiguration(folder, port), { mode: 0o600 });

	const server = spawn(dovecot, ['-F', '-c', configuration], { stdio: 'ignore' });
	const stop = () => server.kill('SIGTERM');
	process.once('exit', stop);
	const close = async () => {
		process.off('exit', stop);
		if (server.exitCode === null) {
			stop();
			await once(server, 'exit');
		}
		await rm(folder, { recursive: true, force: true });
	};
	for (const end = Date.now() + startsWithinMs; !(await listens(port)); await sleep(100)) {
		if (server.exitCode === null && Date.now() < end) continue;
		const log = await readFile(join(folder, 'log'), 'utf8').catch(() => '');
		await close();
		throw new Error(`Dovecot did not start:\n${log}`);
	}

	let delivered = 0;
	return {
		port,
		close,
		deliver: async (message) => {
			const name = `${Date.now()}.${++delivered}.test`;
			await writeFile(join(inbox, 'tmp', name), message);
			await rename(join(inbox, 'tmp', name), join(inbox, 'new', name));
		},
		count: async () => {
			const names = [
				...(await readdir(join(inbox, 'new'))),
				...(await readdir(join(inbox, 'cur'))),
			];
			const read = names.filter((name) => /:2,[A-Za-z]*S/.test(name)).length;
			return { read, unread: names.length - read };
		},
	};
}

const isRoot = userInfo().uid === 0;
/** Dovecot serves no mail of root's; to root, nobody's is as good. */
const owner = isRoot ? { uid: 65534, gid: 65534 } : userInfo();

/**
 * For Dovecot 2.3, which root runs as the users that Debian made for it, and anybody else as
 * themselves.
 */
function dovecotConfiguration(folder: string, port: number): string {
	const { username } = userInfo();
	const group = execFileSync('id', ['-gn'], { encoding: 'utf8' }).trim();
	const ourselves = `
default_internal_user = ${username}
default_internal_group = ${group}
default_login_user = ${username}
service anvil {
  chroot =
}`;
	return `
base_dir = ${folder}/run
log_path = ${folder}/log
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_cert = <${folder}/certificate.pem
ssl_key = <${folder}/key.pem
${isRoot ? '' : ourselves}
first_valid_uid = 0
mail_location = maildir:${folder}/maildir
passdb {
  driver = static
  args = user=${account.user} password=${account.password}
}
userdb {
  driver = static
  args = uid=${owner.uid} gid=${owner.gid} home=${folder}
}
service imap-login {
  ${isRoot ? '' : 'chroot ='}
  inet_listener imap {
    port = 0
  }
  inet_listener imaps {
    address = 127.0.0.1
    port = ${port}
  }
}
`;
}

/** What others were sent, oldest first. */
export interface Catcher<T> {
	port: number;
	caught: T[];
	close(): Promise<void>;
}

export interface CaughtMail {
	to: string[];
	subject: string;
	text: string;
}

/** A real SMTP server that takes any message of a sender who has logged in. */
export async function startSmtpServer(): Promise<Catcher<CaughtMail>> {
	const caught: CaughtMail[] = [];
	const server = new SMTPServer({
		hideSTARTTLS: true,
		allowInsecureAuth: true,
		onAuth: ({ username, password }, _session, answer) => {
			const isRight = username === account.user && password === account.password;
			answer(isRight ? null : new Error('Wrong user or password'), { user: username });
		},
		onData: (stream, { envelope }, answer) => {
			const chunks: Buffer[] = [];
			stream.on('data', (chunk: Buffer) => chunks.push(chunk));
			stream.on('end', () => {
				const to = envelope.rcptTo.map(({ address }) => address);
				caught.push({ to, ...readMail(Buffer.concat(chunks).toString('latin1')) });
				answer();
			});
		},
	});
	const listening = server.listen(0, '127.0.0.1');
	await once(listening, 'listening');
	return {
		port: (listening.address() as AddressInfo).port,
		caught,
		close: async () => await new Promise((resolve) => server.close(resolve)),
	};
}

/** Subject and text of a message of one part. */
function readMail(message: string): { subject: string; text: string } {
	const end = message.indexOf('\r\n\r\n');
	const head = message.slice(0, end).replace(/\r\n[ \t]+/g, ' ');
	const body = message.slice(end + 4);
	const header = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1] ?? '';
	const encoding = header('Content-Transfer-Encoding').trim();
	const bytes =
		encoding === 'base64'
			? Buffer.from(body, 'base64')
			: Buffer.from(encoding === 'quoted-printable' ? unquote(body) : body, 'latin1');
	return { subject: header('Subject').trim(), text: bytes.toString('utf8').replace(/\r\n/g, '\n') };
}

function unquote(text: string): string {
	return text
		.replace(/=\r\n/g, '')
		.replace(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}

/** A chat robot's address: takes JSON. */
export async function startRobot(): Promise<Catcher<unknown>> {
	const caught: unknown[] = [];
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			caught.push(JSON.parse(Buffer.concat(chunks).toString()));
			response.setHeader('content-type', 'application/json').end('{"errcode":0}');
		});
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		port: (server.address() as AddressInfo).port,
		caught,
		close: async () => await new Promise((resolve) => server.close(() => resolve())),
	};
}
