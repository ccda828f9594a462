/**
 * `npm run test:versions`: the packed package on each of the pinned versions of n8n, which are
 * installed on first use. All of them write docs/compatibility.md;
 * N8N_JUHE_VERSIONS=1.85.4,2.41.1 runs some of them.
 */
import { n8nVersions } from '../../tools/n8n/install';
import { installationMs, juheCredential, setTheStage } from '../support/n8n/stage';
import { capabilities, type VersionStage } from '../support/versions/capabilities';
import { tell, writeReport, type Found } from '../support/versions/report';

const asked = process.env.N8N_JUHE_VERSIONS?.split(',');
const versions = asked ?? n8nVersions;
const found: Found[] = [];

describe.each(versions)('n8n %s', (version) => {
	let stage: VersionStage;
	let clear = async () => await Promise.resolve();

	beforeAll(async () => {
		const set = await setTheStage({}, { version });
		clear = async () => await set.clear();
		await set.n8n.start();
		const credentialId = await set.n8n.createCredential(juheCredential(set.juhe));
		stage = { ...set, credentialId };
	}, installationMs);

	afterAll(async () => await clear());

	test.each(capabilities)('$name', async ({ name, expected, tryOut }) => {
		const cell: Found = { version, capability: name, is: 'no' };
		found.push(cell);
		let figure = 'yes';
		const result = await tryOut(stage, (text) => {
			figure = text;
		});
		expect(result).toEqual(expected);
		cell.is = figure;
	});
});

afterAll(() => {
	process.stdout.write(`\n${tell(found)}\n`);
	if (!asked) writeReport(found);
});
