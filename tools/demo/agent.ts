/** The example in which an agent proposes, a person approves and the workflow buys. */
import type { Showcase } from './showcase';
import { FormPage } from './visitor';

const traveller = {
	'Traveller’s name': '测试甲',
	'Resident ID number': '11010119900307803X',
	Phone: '13900000000',
	'At most (yuan)': '1000',
};

export const askAnAgent: Showcase = {
	file: 'ask-an-agent-for-trains.json',
	clicks: [
		'Open the workflow "Ask an agent for trains" and click "Execute workflow": a form opens.',
		'Wish: From Beijing to Shanghai in three weeks. 测试甲, 11010119900307803X, 13900000000, at most 1000.',
		'The next page shows what the agent proposes, and the plan with its worst price. Approve: the ticket is ordered.',
		'The model is a scripted stand-in that knows Beijing, Shanghai, Suzhou and Kunshan; put your own credential into "Model" for a real one.',
	],
	async play({ n8n, juhe, model, idOf }) {
		const id = idOf(this.file);
		await n8n.publish(id);
		try {
			const pages: Array<[string, FormPage | null]> = [];
			const ask = async (wish: string) => {
				const form = await FormPage.open(`${n8n.url}/form/ask-for-a-train`);
				return await form.submit({ 'What do you need?': wish, ...traveller });
			};
			const proposal = await ask('From Beijing to Shanghai in three weeks');
			pages.push(['The proposal', proposal]);
			const boughtByTheAgent = juhe.control.orders().length;
			pages.push(['Approved', (await proposal?.submit({ Decision: 'Approve' })) ?? null]);
			const again = await ask('From Beijing to Shanghai in three weeks');
			pages.push(['Declined', (await again?.submit({ Decision: 'Decline' })) ?? null]);
			pages.push(['No city', await ask('Somewhere nice')]);
			const said = (index: number) => pages[index]?.[1]?.read() ?? '';
			const heard = JSON.stringify(model.conversations);
			const orders = juhe.control.orders();
			return {
				text: [
					...pages.map(([what, page]) => `${what}: ${page?.read() ?? 'no page'}`),
					'',
					`Bought by the agent: ${boughtByTheAgent}; after the approval: ${orders.length}`,
				].join('\n'),
				isAsPromised:
					boughtByTheAgent === 0 &&
					/It will cost ¥\d+.* at most/.test(said(0)) &&
					said(1).includes('The ticket is there') &&
					said(2).includes('The request was declined') &&
					said(3).includes('Please say from which city') &&
					orders.length === 1 &&
					Object.values(traveller)
						.slice(0, 3)
						.every((personal) => !heard.includes(personal)),
			};
		} finally {
			await n8n.unpublish(id);
		}
	},
};
