import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { errors, type Locator, type Page } from 'playwright-core';
import { owner } from '../../../tools/n8n/n8n';
import type { Box, Drawing } from '../workflows/layout';

/** Runs in the page, where there is no TypeScript. */
const drawingInPage = readFileSync(join(__dirname, 'drawing.js'), 'utf8').replace(
	/^[\s\S]*?(?=function )/,
	'',
);

/** n8n's editor in a browser tab, by what a person does there. */
export class Editor {
	constructor(
		readonly page: Page,
		private readonly url: string,
	) {
		page.setDefaultTimeout(60_000);
	}

	/** What the output panel of the open node shows. */
	get output(): Locator {
		return this.page.getByTestId('output-panel');
	}

	/** The dialog of the open credential. */
	get credential(): Locator {
		return this.page.getByTestId('editCredential-modal');
	}

	async signIn(): Promise<void> {
		await this.page.goto(`${this.url}/signin`);
		await this.page.getByLabel('Email').fill(owner.email);
		await this.page.getByLabel('Password').fill(owner.password);
		await this.page.getByRole('button', { name: 'Sign in' }).click();
		await this.page.getByTestId('menu-item').first().waitFor();
	}

	async openNewWorkflow(): Promise<void> {
		await this.page.goto(`${this.url}/workflow/new`);
		await this.page.getByTestId('canvas-plus-button').waitFor();
	}

	/** Opens a workflow from the list of workflows. */
	async openWorkflow(name: string): Promise<void> {
		await this.page.goto(`${this.url}/home/workflows`);
		const card = this.page.getByTestId('workflow-card-name').getByText(name, { exact: true });
		await clickUntil(card, this.page.getByTestId('canvas-node').first());
		await this.page.getByTestId('zoom-to-fit').click();
	}

	/** Opens a workflow by its id, and fits it into the window. */
	async openCanvas(id: string): Promise<void> {
		await this.page.goto(`${this.url}/workflow/${id}`);
		await this.page.getByTestId('canvas-node').first().waitFor();
		// Nodes take their sizes one after the other.
		await this.page.waitForTimeout(800);
		await this.page.getByTestId('zoom-to-fit').click();
		await this.page.waitForTimeout(800);
	}

	/** Adds the trigger that is a click, as the first node of a workflow. */
	async addManualTrigger(): Promise<string> {
		await this.openNodeList();
		await this.page.getByTestId('node-creator').getByText('Trigger manually').click();
		const name = 'When clicking ‘Execute workflow’';
		await this.node(name).waitFor();
		return name;
	}

	/**
	 * Opens the list of nodes for the first node of a workflow, or for one that follows the node
	 * named.
	 */
	async openNodeList(after?: string): Promise<void> {
		const opener = after
			? this.node(after).getByTestId('canvas-handle-plus')
			: this.page.getByTestId('canvas-plus-button');
		await opener.click();
		await this.page.getByTestId('node-creator-search-bar').waitFor();
	}

	/** Types into the search of the node list and gives the names of the nodes found. */
	async findNodes(words: string): Promise<string[]> {
		await this.page.getByTestId('node-creator-search-bar').fill(words);
		const names = this.page.getByTestId('node-creator-item-name');
		await names.first().waitFor();
		// The list follows the typing with a delay.
		await this.page.waitForTimeout(500);
		return await names.allInnerTexts();
	}

	/**
	 * Adds a node by one of its actions, from what the search of the node list shows; the node opens.
	 */
	async addFound(node: string, action: string): Promise<void> {
		await this.page.getByTestId('node-creator-item-name').getByText(node, { exact: true }).click();
		const list = this.page.getByTestId('node-creator');
		const wanted = list.getByText(action, { exact: true });
		// Where a workflow lacks a trigger, the actions of a node that has triggers too are folded.
		const headline = list.getByText(/^Actions \(\d+\)$/);
		await wanted.or(headline).first().waitFor();
		if (!(await wanted.isVisible())) await headline.click();
		await wanted.click();
		await this.page.getByTestId('node-parameters').waitFor();
	}

	async openNode(name: string): Promise<void> {
		await this.node(name).dblclick();
		await this.page.getByTestId('node-parameters').waitFor();
	}

	async closeNode(): Promise<void> {
		await this.page.getByTestId('ndv-close-button').click();
		await this.page.getByTestId('ndv').waitFor({ state: 'hidden' });
	}

	/** Opens a credential from the list of credentials; n8n tests it by itself. */
	async openCredential(name: string): Promise<void> {
		await this.page.goto(`${this.url}/home/credentials`);
		const card = this.page.getByTestId('resources-list-item').getByText(name, { exact: true });
		await clickUntil(card, this.credential);
	}

	/** Opens the form of a new credential. */
	async openNewCredential(type: string): Promise<void> {
		await this.page.goto(`${this.url}/home/credentials`);
		await this.page.getByTestId('add-resource-credential').click();
		await this.page.getByTestId('new-credential-type-select').click();
		await this.page.keyboard.type(type);
		await this.page.getByTestId('new-credential-type-select-option').getByText(type).click();
		await this.page.getByTestId('new-credential-type-button').click();
		await this.credential.waitFor();
	}

	/** Saves the open credential, and waits until n8n, by itself, has tested it. */
	async saveCredential(): Promise<void> {
		const tested = this.page.waitForResponse('**/rest/credentials/test');
		await this.page.getByTestId('credential-save-button').click();
		await tested;
	}

	/** All that the open credential shows, with what its test says when it has failed. */
	async credentialProblem(): Promise<string> {
		await this.credential.getByText('More details').click();
		await this.credential.getByText('More details').waitFor({ state: 'hidden' });
		return await this.credential.innerText();
	}

	/** A parameter of the open node or credential, by its name in workflows. */
	parameter(name: string): Locator {
		return this.page.getByTestId(`parameter-input-${name}`);
	}

	async fill(parameter: string, text: string): Promise<void> {
		await this.parameter(parameter).locator('input').fill(text);
	}

	/** What the input panel shows of a node that has not run. */
	get input(): Locator {
		return this.page.getByTestId('ndv-input-panel');
	}

	/** Types a date into a date picker. */
	async fillDate(parameter: string, date: string): Promise<void> {
		const input = this.parameter(parameter).locator('input');
		await input.click();
		await input.fill(date);
		await input.press('Enter');
	}

	async choose(parameter: string, option: string): Promise<void> {
		await this.parameter(parameter).click();
		await this.page
			.getByRole('option')
			.filter({ visible: true })
			.getByText(option, { exact: true })
			.click();
	}

	/**
	 * Chooses from the list of a parameter that is searched as one types; gives what the list
	 * offered.
	 */
	async chooseFromList(parameter: string, search: string, option: RegExp): Promise<string[]> {
		await this.parameter(parameter).getByTestId('rlc-input').click();
		const offered = this.page.getByTestId('rlc-item').filter({ visible: true });
		await offered.first().waitFor();
		await this.page.getByTestId('rlc-search').filter({ visible: true }).fill(search);
		const wanted = offered.getByText(option).first();
		await wanted.waitFor();
		const options = await offered.allInnerTexts();
		await wanted.click();
		return options;
	}

	/** Adds an option of a collection ("Add Filter", "Add Option"). */
	async addOption(button: string, option: string): Promise<void> {
		await this.page.getByTestId('node-parameters').getByPlaceholder(button).click();
		await this.page
			.getByTestId('collection-parameter-option')
			.filter({ visible: true })
			.getByText(option, { exact: true })
			.click();
	}

	async chooseCredential(name: string): Promise<void> {
		await this.page.getByTestId('node-credentials-select').click();
		await this.page.getByRole('option').getByText(name, { exact: true }).click();
	}

	/** Runs the open node and waits until it has ended, well or not. */
	async executeStep(): Promise<void> {
		const button = this.page.getByTestId('node-execute-button');
		const accepted = this.page.waitForResponse('**/run');
		await button.click();
		await accepted;
		await button.and(this.page.locator(':enabled')).waitFor();
		await this.output
			.getByTestId('node-run-info')
			.or(this.output.getByTestId('node-error-view'))
			.first()
			.waitFor();
	}

	/** Runs the workflow and waits until a node has succeeded. */
	async executeWorkflow(lastNode: string): Promise<void> {
		await this.page.getByTestId('execute-workflow-button').click();
		await this.succeeded(lastNode).waitFor({ timeout: 60_000 });
	}

	/** What the canvas shows, in its own coordinates. */
	async drawing(): Promise<Drawing> {
		return await this.page.evaluate<Drawing>(`(${drawingInPage})()`);
	}

	/** Where in the window the nodes and notes of the canvas are. */
	async drawn(): Promise<Box> {
		const boxes = await Promise.all(
			(await this.page.locator('.vue-flow__node').all()).map((node) => node.boundingBox()),
		);
		const found = boxes.filter((box) => box !== null);
		const [x, y] = [Math.min(...found.map((box) => box.x)), Math.min(...found.map((box) => box.y))];
		return {
			x,
			y,
			width: Math.max(...found.map((box) => box.x + box.width)) - x,
			height: Math.max(...found.map((box) => box.y + box.height)) - y,
		};
	}

	/** The sign of success at a node of the canvas. */
	succeeded(name: string): Locator {
		return this.node(name).getByTestId('canvas-node-status-success');
	}

	async showOutputAs(view: 'schema' | 'table' | 'json'): Promise<void> {
		await this.output.getByTestId(`radio-button-${view}`).click();
	}

	/** Makes the rows of the output's table one line high, and scrolls it to a column. */
	async showOutputFrom(column: string): Promise<void> {
		const heads = this.output.locator('thead th');
		await heads.first().hover();
		await heads.first().getByRole('button', { name: 'Collapse rows' }).click();
		await heads.getByText(column, { exact: true }).evaluate((head) => {
			head.closest('th')?.scrollIntoView({ inline: 'start', block: 'nearest' });
		});
	}

	/** Moves the parameters of the open node to the left, as far as they go. */
	async widenOutput(): Promise<void> {
		const { x, y } = await middle(this.page.getByTestId('panel-drag-button'));
		await this.page.mouse.move(x, y);
		await this.page.mouse.down();
		await this.page.mouse.move(0, y, { steps: 8 });
		await this.page.mouse.up();
	}

	/** The table in the output panel: a record a row, by the heads of the columns. */
	async outputRows(): Promise<Array<Record<string, string>>> {
		await this.showOutputAs('table');
		const table = this.output.locator('table').first();
		const heads = await table.locator('thead th').allInnerTexts();
		const rows = await table.locator('tbody tr').all();
		return await Promise.all(
			rows.map(async (row) => {
				const cells = await row.locator('> td').allInnerTexts();
				return Object.fromEntries(
					heads.map((head, index) => [head.trim(), (cells[index] ?? '').trim()]),
				);
			}),
		);
	}

	private node(name: string): Locator {
		return this.page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);
	}
}

/**
 * Clicks again where the first click came too early: n8n shows a list before its cards can be
 * clicked.
 */
async function clickUntil(target: Locator, result: Locator): Promise<void> {
	for (let attempt = 1; attempt < 5; attempt++) {
		await target.click();
		try {
			await result.waitFor({ timeout: 4_000 });
			return;
		} catch (error) {
			if (!(error instanceof errors.TimeoutError)) throw error;
		}
	}
	await result.waitFor();
}

async function middle(element: Locator): Promise<{ x: number; y: number }> {
	const box = await element.boundingBox();
	if (!box) throw new Error('What was to be dragged, or its target, is not to be seen');
	return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
