/**
 * n8n's own package scanner on what n8n scans when it verifies a package: the sources, and the
 * tarball that
 * `npm pack` makes, unpacked. Ends with an error on any finding.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

interface ScanResult {
	passed: boolean;
	message?: string;
	details?: string;
}

interface Scanner {
	analyzePackage(folder: string, patterns: string[]): Promise<ScanResult>;
}

const root = resolve(__dirname, '../..');

async function main(): Promise<void> {
	// The scanner is an ES module without types.
	const scanner = (await import(
		// @ts-expect-error -- no declaration file
		'@n8n/scan-community-package/scanner/scanner.mjs'
	)) as Scanner;
	const folder = mkdtempSync(join(tmpdir(), 'n8n-nodes-juhe-scan-'));
	try {
		execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], {
			cwd: root,
			stdio: 'ignore',
		});
		const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
		if (!tarball) throw new Error('npm pack made no tarball');
		execFileSync('tar', ['-xzf', join(folder, tarball), '-C', folder]);
		const results = {
			sources: await scanner.analyzePackage(root, [
				'package.json',
				'{nodes,credentials}/**/*.{ts,json}',
			]),
			tarball: await scanner.analyzePackage(join(folder, 'package'), ['**/*.js', 'package.json']),
		};
		for (const [what, { passed, message, details }] of Object.entries(results)) {
			console.log(
				passed
					? `n8n's scanner, ${what}: 0 findings`
					: `n8n's scanner, ${what}: ${message}\n${details ?? ''}`,
			);
			if (!passed) process.exitCode = 1;
		}
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

void main();
