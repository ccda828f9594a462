/** A real n8n with the packed package as users have it, and a Juhe of its own. */
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
	createN8n,
	type CredentialImport,
	type N8n,
	type N8nOptions,
} from '../../../tools/n8n/n8n';
import { packPackage } from '../../../tools/n8n/pack';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../../tools/sandbox';

/** The first test on a fresh machine installs n8n. */
export const installationMs = 20 * 60_000;

export interface Stage {
	n8n: N8n;
	juhe: Sandbox;
	/** Stops and removes everything. */
	clear(): Promise<void>;
}

/** Packs what is built, puts it into a new n8n, and starts a sandbox. */
export async function setTheStage(
	juheOptions: Partial<SandboxOptions> = {},
	n8nOptions: N8nOptions = {},
): Promise<Stage> {
	const juhe = await startSandbox(juheOptions);
	const n8n = await createN8n(n8nOptions);
	const stage = {
		n8n,
		juhe,
		clear: async (): Promise<void> => {
			await n8n.dispose();
			await juhe.close();
		},
	};
	let isSet = false;
	try {
		await installBuiltPackage(n8n);
		isSet = true;
	} finally {
		if (!isSet) await stage.clear();
	}
	return stage;
}

async function installBuiltPackage(n8n: N8n): Promise<void> {
	const tarball = await packPackage({ build: false });
	try {
		await n8n.installPackage(tarball);
	} finally {
		rmSync(dirname(tarball), { recursive: true });
	}
}

/**
 * A power cut, and the start after it. n8n pauses for ten seconds when it finds that its last
 * session crashed, before it recovers anything; the note that tells it so is removed, so that tests
 * need not wait.
 */
export async function killAndStart(n8n: N8n): Promise<void> {
	await n8n.kill();
	await startAfterKill(n8n);
}

export async function startAfterKill(n8n: N8n): Promise<void> {
	rmSync(join(n8n.userFolder, '.n8n', 'crash.journal'), { force: true });
	await n8n.start();
}

export const credentialId = 'juheApiEndToEnd1';

/** The credential `juheApi` for a sandbox, or for what stands before it. */
export function juheCredential(
	juhe: Pick<Sandbox, 'options' | 'url'>,
	changes: Record<string, unknown> = {},
	id = credentialId,
): CredentialImport {
	const { trainGrabKey, flightInvoiceOcrKey } = juhe.options;
	return {
		id,
		name: `Juhe ${id}`,
		type: 'juheApi',
		data: { trainGrabKey, flightInvoiceOcrKey, baseUrl: juhe.url, ...changes },
	};
}
