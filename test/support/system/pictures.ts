import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { root } from '../../../tools/n8n/paths';
import type { Box } from '../workflows/layout';

/**
 * `UPDATE_PICTURES=1 npm run test:system` rewrites the pictures that the README shows; else the
 * tree stays as it is.
 */
export const picturesAreWanted = Boolean(process.env.UPDATE_PICTURES);

/** What n8n leaves in the corner of its window for every expression that was put in by dragging. */
const leftovers = '.app-grid > div > .ͼ1';

/** Buttons that float over a workflow. */
const floating = '.vue-flow__panel, [data-test-id="execute-workflow-button"]';

/**
 * Takes a picture of what the page shows now, into `docs/pictures`, without pointer, caret and
 * passing messages.
 * @param of what of it alone is to be seen, with a margin; default: all
 */
export async function takePicture(page: Page, name: string, of?: Box): Promise<void> {
	if (!picturesAreWanted) return;
	await page.mouse.move(0, 0);
	const messages = page.locator('.el-notification__closeBtn');
	while ((await messages.count()) > 0) {
		await messages.first().click();
		await page.waitForTimeout(500);
	}
	// What fades in or out has done so then.
	await page.waitForTimeout(1_000);
	await page.screenshot({
		path: join(root, 'docs', 'pictures', `${name}.png`),
		caret: 'hide',
		...(of && { clip: withMargin(of) }),
		style: `${leftovers}${of ? `, ${floating}` : ''} { opacity: 0 !important }`,
	});
}

const margin = 24;

const withMargin = ({ x, y, width, height }: Box): Box => ({
	x: x - margin,
	y: y - margin,
	width: width + 2 * margin,
	height: height + 2 * margin,
});
