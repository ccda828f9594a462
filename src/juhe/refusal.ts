import { dictionary } from './dictionary';

/**
 * What Juhe's own words prove where its code is in no public document. No list of words is complete:
 * so those of the train API's service refuse unless they leave open what was done, and those of
 * anybody else only where they name a cause.
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
/** Words that leave open whether something was done, where it is ordered or refunded. */
const open = [
	/等待|正在|已经?(提交|受理|存在|创建|生成|下单|申请)|号重复|(占座|出票|下单|提交|受理|退票|抢票|审核|申请)中|成功/,
	/(网络|系统|服务器?|接口|渠道|数据库|上游|请求)(内部|连接|返回)?(错误|出错|异常|故障|失败)|未知|查询.{0,4}(为准|结果)/,
	/[不无未没尚].{0,4}(响应|返回|收到|结果|确[认定]|完成|知|回)/,
	/success|processing|pending|duplicate|already|bad gateway|no response|(server|system|network|unknown) error/i,
];
/** Words of a cause: what is lacking, wrong or not allowed. */
const causes = [
	/不(足|存在|支持|允许|正确|能|可|符|合|一致|在|接受|得|全)|无(效|票|座|余票|权|法|此|该)|没有/,
	/未(开|起售|实名|通过|核验|审核|登录|激活|填|找到|处理|支付|付款|选|绑定|注册|认证|授权|满)/,
	/缺少|为空|必[填须]|有误|错误|失效|过期|已超时|售[完罄]|停[售止运]|上限|超(出|过|限)|限制|禁止|拒绝|冲突/,
	/(下单|预[订定]|创建|提交|占座|抢票|购票|退票|申请)失败|[太过][近晚早]|已[满封]|锁定|关闭|冒用|黑名单|重复添加|请(先|填写|输入|选择|核对|检查|修改|更换)/,
	/invalid|illegal|\bnot (found|exist|allowed|supported|enough|available|valid)|\bno (such|seat|ticket|permission)/i,
	/refused|rejected|declined|missing|required|insufficient|sold out|forbidden|denied|expired|wrong|exceed/i,
];

const saysOneOf = (words: RegExp[], reason: string) => words.some((each) => each.test(reason));

/** The dictionary's entry for what failed whose words these are. */
export function knownCause(reason: string | null) {
	return Object.entries(dictionary.msgCode).find(([, { chinese }]) => reason?.includes(chinese));
}

/** Whether these words name a cause why nothing was done. */
export function provesRefusal(reason: string | null): boolean {
	if (reason === null) return false;
	const known = knownCause(reason);
	if (known) return !nameNoCause.includes(known[0]);
	return !saysOneOf([...undecided, ...open], reason) && saysOneOf(causes, reason);
}

/** Whether the same call may go well a moment later, or has gone well already. */
export function mayPass(reason: string | null): boolean {
	if (reason === null || provesRefusal(reason)) return false;
	return saysOneOf([...undecided, ...passing], reason);
}

/** Whether a call that orders or refunds may have been done, whatever its answer refuses. */
export function leavesOpen(reason: string | null): boolean {
	if (reason === null) return true;
	return !provesRefusal(reason) && saysOneOf([...undecided, ...passing, ...open], reason);
}
