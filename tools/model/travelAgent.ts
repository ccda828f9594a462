/**
 * What a language model would do for a traveller, as a script: enough for the demo and for tests,
 * and no more.
 */
import { DateTime } from 'luxon';
import { type Conversation, type Reply, toolAnswers } from './scriptedModel';

/** Cities that the script knows, by what people write. */
const cities: Record<string, string> = {
	beijing: '北京',
	shanghai: '上海',
	suzhou: '苏州',
	kunshan: '昆山',
	北京: '北京',
	上海: '上海',
	苏州: '苏州',
	昆山: '昆山',
};

/** Looks for trains, plans, and proposes; says what is missing where it cannot. */
export function travelAgent(conversation: Conversation): Reply {
	const [from, to] = citiesIn(wishOf(conversation));
	if (from === undefined || to === undefined)
		return propose({ propose: false, answer: 'Please say from which city to which you travel.' });
	const journey = { from, to, date: dayIn(wishOf(conversation)) };
	const [found, planned] = toolAnswers(conversation);
	if (found === undefined) return { calls: [{ tool: 'Find_trains', arguments: journey }] };
	const trains = [...new Set(found.match(/\b[GDC]\d{1,4}\b/g) ?? [])].slice(0, 3).join(',');
	if (trains === '')
		return propose({ propose: false, answer: 'There is no fast train with seats left that day.' });
	if (planned === undefined)
		return { calls: [{ tool: 'Plan_a_journey', arguments: { ...journey, trains } }] };
	return propose({
		propose: true,
		answer: `${trains.split(',')[0]} is fast, leaves at a sensible hour and has seats.`,
		...journey,
		trains,
	});
}

/** How n8n's AI Agent wants its answer where a *Structured Output Parser* is connected. */
function propose(output: object): Reply {
	return { calls: [{ tool: 'format_final_json_response', arguments: { output } }] };
}

function wishOf({ messages }: Conversation): string {
	const wish = messages.find(({ role }) => role === 'user')?.content;
	return typeof wish === 'string' ? wish : JSON.stringify(wish);
}

/** In the order in which they are named. */
function citiesIn(wish: string): string[] {
	const text = wish.toLowerCase();
	return Object.entries(cities)
		.map(([name, city]) => ({ city, at: text.indexOf(name) }))
		.filter(({ at }) => at >= 0)
		.sort((one, other) => one.at - other.at)
		.map(({ city }) => city);
}

/** A day as YYYY-MM-DD; in three weeks where none is named. */
function dayIn(wish: string): string {
	const inThreeWeeks = DateTime.now().setZone('Asia/Shanghai').plus({ weeks: 3 });
	return /\d{4}-\d{2}-\d{2}/.exec(wish)?.[0] ?? inThreeWeeks.toFormat('yyyy-MM-dd');
}
