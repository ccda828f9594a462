import { dictionary } from './dictionary';

/**
 * What Juhe's own words prove where its code is in no public document. No list of words is complete:
 * so those of the train API's service refuse unless they leave open what was done, and those of
 * anybody else only where Juhe's dictionary has them.
 */

/** Entries of the dictionary that name no cause: success, too many requests, a queue, unknown. */
const nameNoCause = ['100', '104', '214', '999'];

/** Words of a fault on the way or inside, or of what is under way: whoever says them has not refused. */
const undecided = [
	/(网络|系统|服务器?|接口)(内部)?(错误|出错|异常|故障|不可用|不稳定)|(?<!querykey已?)超时|内部错误|开小差|未知(错误|异常)/i,
	/timed? ?out|unavailable|internal (server )?error/i,
	/(?<!未)处理中|排队|正在(处理|提交|占座|出票|下单|生成|申请)|已(提交|受理|存在)|(请勿|不要)重复(?!添加)|重复(提交|请求|下单|申请)/,
	/^(操作|提交|下单|预订|申请|请求)?成功[!！。.]*$|^(success|ok)\b/i,
];
/** Words of what passes, unless a cause is named beside them. */
const passing = [
	/(网络|系统|服务器?|接口)[忙拥]|繁忙|拥[挤堵]|稍[后候]|重试|频繁|维护|升级|busy|again later/i,
];
/** Words of a fault inside, whoever is asked for whatever. */
const faults = [
	/(网络|系统|服务器?|接口|渠道|数据库|上游|请求|网关|程序|供应商|解析|SQL)(内部|连接|返回|发生|出现|调用|暂时?)*(错误|出错|异常|故障|失败|不可用)/i,
	/(gateway|server|system|network|unknown|database|upstream) (error|fail|reason)|bad gateway/i,
	/went wrong|exception|deadline/i,
];
/** Words that leave open whether something was done, where it is ordered or refunded. */
const open = [
	/请.{0,3}等待|等待.{0,2}(结果|出票|占座|审核|处理)|正在|已经?(提交|受理|存在|创建|生成|下单|申请)|号重复/,
	/(占座|出票|下单|提交|受理|退票|抢票|审核|申请)中(?!心)|(?<!(不|未|仅|没|只有).{0,3})成功(?!的|后|率)/,
	/未知|查询.{0,4}为准|结果(不明|待)|(未|没有?|无|尚未)(响应|回应|返回|收到|确认|结果)|不确定|未完成$|暂时?(不可用|无法)|^(操作|处理)?失败$/,
	/success|processing|pending|duplicate|already (exist|submit|order|process|been)|no response/i,
];
/** Words of a cause: what is lacking, wrong or not allowed. */
const causes =
	/不(足|存在|支持|允许|正确|符|合)|[未没]有|无(效|票|座)|未(通过|实名|核验)|密码错误|有误|已(过期|失效|满)|售[完罄]|停[售运]/;

const saysOneOf = (words: RegExp[], reason: string) => words.some((each) => each.test(reason));

/** However it is punctuated. */
const bare = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '');

/** The dictionary's entry for what failed whose words these are. */
export function knownCause(reason: string | null) {
	if (reason === null) return undefined;
	const words = bare(reason);
	return Object.entries(dictionary.msgCode).find(([, { chinese }]) =>
		words.includes(bare(chinese)),
	);
}

/** Whether these are words of the dictionary for a cause why nothing was done. */
export function isKnownRefusal(reason: string | null): boolean {
	const known = knownCause(reason);
	return known !== undefined && !nameNoCause.includes(known[0]);
}

/** Whether the same call may go well a moment later, or has gone well already. */
export function mayPass(reason: string | null): boolean {
	if (reason === null || isKnownRefusal(reason)) return false;
	return saysOneOf(undecided, reason) || (saysOneOf(passing, reason) && !causes.test(reason));
}

/** Whether what the service was to order or refund may have been done, whatever it says besides. */
export function leavesOpen(reason: string | null): boolean {
	if (reason === null) return true;
	return (
		!isKnownRefusal(reason) && (mayPass(reason) || saysFault(reason) || saysOneOf(open, reason))
	);
}

/** Whether something failed inside, so that nothing is said of what was asked for. */
function saysFault(reason: string | null): boolean {
	return reason !== null && !isKnownRefusal(reason) && saysOneOf(faults, reason);
}

/** Words for what is not there, whatever was between. */
const absence =
	/不存在|查无|无此|(未|没有?)(查询?|找|搜索?)到|找不到|没有(该|此|这)|no such|not (found|exist)|does ?n.t exist/i;

/** Whether these words leave open whether something is there: a fault, and no word of its absence. */
export function leavesAbsenceOpen(reason: string | null): boolean {
	return saysFault(reason) && !absence.test(reason ?? '');
}
