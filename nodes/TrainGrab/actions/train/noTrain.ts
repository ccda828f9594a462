import type { SearchQuestion } from '../../../../src/juhe/trainGrab/search/types';
import { chinaNow, isoDay } from '../../../../src/lib/time';
import { didYouMean } from '../../stations';

/** Days: the railway opens sales so long ahead at present; the rule changes. */
const salesDays = 15;

/**
 * What somebody can do where no train runs between two places: the names may be wrong, or the day
 * too far ahead.
 */
export async function noTrainAdvice({ from, to, date }: SearchQuestion): Promise<string> {
	const isFarAhead = date > chinaNow().startOf('day').plus({ days: salesDays });
	const advice = [
		await didYouMean(from, to),
		isFarAhead
			? `The day is more than ${salesDays} days ahead, when few trains are on sale yet.`
			: '',
	].filter((sentence) => sentence !== '');
	return advice.length > 0 ? advice.join(' ') : 'Try nearby stations, or another day.';
}

export async function noTrainHint(question: SearchQuestion): Promise<string> {
	const { from, to, date } = question;
	return `Juhe knows no train from ${from} to ${to} on ${isoDay(date)}. ${await noTrainAdvice(question)}`;
}
