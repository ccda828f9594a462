/**
 * Juhe's data dictionary of the train API (dataDictionary.php), code by code, with English beside
 * the vendor's Chinese. Tested for completeness against the vendor's sample answer. Codes are
 * written as Juhe writes them here.
 */
interface DictionaryEntry {
	chinese: string;
	english: string;
}

export const dictionary = {
	tips: {
		1: {
			chinese: '抢票单暂时不可以购买保险',
			english: 'Insurance cannot be bought with a grab order for now',
		},
		2: {
			chinese: '抢票单目前最多支持五名乘客',
			english: 'A grab order takes at most five passengers',
		},
		3: {
			chinese: '抢票单目前暂不支持学生票和残军票',
			english: 'Student and disabled-veteran tickets are not supported for now',
		},
		4: {
			chinese: '选择备选车次、备选坐席等均可提高抢票成功率',
			english: 'Alternate trains and seat classes raise the chance of getting a ticket',
		},
		5: {
			chinese: '申请退票流程是针对订单中的车票而非针对订单',
			english: 'A refund is applied for per ticket, not per order',
		},
		6: {
			chinese: '申请退票只支持单张车票,如多人退票需每张车票单独申请',
			english: 'A refund request covers one ticket; several passengers need a request each',
		},
		7: {
			chinese: '测试单请创建发车日期在20天以后的,因为会产生真实的费用',
			english: 'Make test orders for departures more than 20 days ahead: they cost real money',
		},
		8: {
			chinese: '在抢票有效时间内会持续抢票,抢票成功后直接出票并回调给用户',
			english:
				'Grabbing goes on until the close time; on success the ticket is issued at once and pushed to the callback URL',
		},
		9: {
			chinese: '抢票有效时间内未抢到票,我们会主动推送抢票单过期信息',
			english: 'If no ticket is got by the close time, an expiry is pushed to the callback URL',
		},
		10: {
			chinese: '正在抢票中的订单可以取消,取消后不可再次开启。建议您不要轻易取消抢票',
			english:
				'An order that is still grabbing can be cancelled; a cancelled order cannot be reopened',
		},
		11: {
			chinese: '抢票单默认使用合并推送,用户需要提供占座和出票合并网关以便正常接收到数据',
			english: 'Seat reservation and issue are pushed together, to one callback URL',
		},
		12: {
			chinese: '距离发车时间太近无法抢票,建议用户限制距离发车前3小时以上的车次才可创建抢票单',
			english:
				'Trains about to depart cannot be grabbed; only order trains that leave in more than 3 hours',
		},
		13: {
			chinese:
				'抢票单的订单状态可以调用订单详情接口查看,抢票成功后更为详尽的订单信息可调用订单详情接口获取,此时需要加上issue参数',
			english:
				'The order detail shows the status; once issued, the issue parameter gives the fuller detail',
		},
	},
	idType: {
		1: { chinese: '身份证', english: 'Resident ID card' },
		2: { chinese: '护照', english: 'Passport' },
		3: { chinese: '台胞证', english: 'Taiwan permit' },
		4: { chinese: '港澳通行证', english: 'Hong Kong/Macao permit' },
	},
	passengerType: {
		1: { chinese: '成人', english: 'Adult' },
		2: { chinese: '儿童', english: 'Child' },
		3: { chinese: '学生票', english: 'Student' },
		4: { chinese: '残军票', english: 'Disabled veteran' },
	},
	refundType: {
		0: { chinese: 'change:改签差价退款', english: 'Fare difference of a changed ticket' },
		1: { chinese: 'repeatpay:重复支付退款', english: 'Paid twice' },
		2: { chinese: 'delaypay:延迟支付退款', english: 'Paid too late' },
		online: { chinese: '线上退票退款', english: 'Ticket refunded online' },
		offline: { chinese: '车站退票退款', english: 'Ticket refunded at the station' },
		issuefail: { chinese: '出票失败退款', english: 'Ticket could not be issued' },
		other: { chinese: '其他原因退款', english: 'Other reason' },
	},
	seatClass: {
		1: { chinese: '硬座', english: 'Hard seat' },
		2: { chinese: '软座', english: 'Soft seat' },
		3: { chinese: '一等座', english: 'First class seat' },
		4: { chinese: '二等座', english: 'Second class seat' },
		5: { chinese: '硬卧上铺', english: 'Hard sleeper, upper berth' },
		6: { chinese: '硬卧', english: 'Hard sleeper' },
		7: { chinese: '硬卧下铺', english: 'Hard sleeper, lower berth' },
		8: { chinese: '软卧上铺', english: 'Soft sleeper, upper berth' },
		9: { chinese: '软卧', english: 'Soft sleeper' },
		10: { chinese: '无座', english: 'No seat (standing)' },
		11: { chinese: '商务座', english: 'Business class seat' },
		12: { chinese: '特等座', english: 'Premium class seat' },
		13: { chinese: '其它', english: 'Other' },
		14: { chinese: '高级软卧', english: 'Deluxe soft sleeper' },
		15: { chinese: '动卧上铺', english: 'D-train sleeper, upper berth' },
		16: { chinese: '动卧下铺', english: 'D-train sleeper, lower berth' },
		17: { chinese: '高级动卧上铺', english: 'Deluxe D-train sleeper, upper berth' },
		18: { chinese: '高级动卧下铺', english: 'Deluxe D-train sleeper, lower berth' },
		33: { chinese: '一等软座', english: 'First class soft seat' },
		44: { chinese: '二等软座', english: 'Second class soft seat' },
	},
	seatClassCode: {
		hardseat: { chinese: '硬座', english: 'Hard seat' },
		softseat: { chinese: '软座', english: 'Soft seat' },
		firstseat: { chinese: '一等座', english: 'First class seat' },
		secondseat: { chinese: '二等座', english: 'Second class seat' },
		hardsleeperup: { chinese: '硬卧上铺', english: 'Hard sleeper, upper berth' },
		hardsleepermid: { chinese: '硬卧中铺', english: 'Hard sleeper, middle berth' },
		hardsleeperdown: { chinese: '硬卧下铺', english: 'Hard sleeper, lower berth' },
		softsleeperup: { chinese: '软卧上铺', english: 'Soft sleeper, upper berth' },
		softsleeperdown: { chinese: '软卧下铺', english: 'Soft sleeper, lower berth' },
		noseat: { chinese: '无座', english: 'No seat (standing)' },
		businessseat: { chinese: '商务座', english: 'Business class seat' },
		specialseat: { chinese: '特等座', english: 'Premium class seat' },
		advancedsoftsleeper: { chinese: '高级软卧', english: 'Deluxe soft sleeper' },
		otherseat: { chinese: '其他', english: 'Other' },
	},
	trainClass: {
		C: { chinese: '城际高速', english: 'Intercity high-speed' },
		D: { chinese: '动车组', english: 'D-train (electric multiple unit)' },
		KT: { chinese: '空调特快', english: 'Air-conditioned express' },
		KKS: { chinese: '空调快速', english: 'Air-conditioned fast' },
		KPK: { chinese: '空调普快', english: 'Air-conditioned ordinary fast' },
		KPM: { chinese: '空调普慢', english: 'Air-conditioned ordinary slow' },
		KS: { chinese: '快速', english: 'Fast' },
		PK: { chinese: '普快', english: 'Ordinary fast' },
		PM: { chinese: '普慢', english: 'Ordinary slow' },
		XGZ: { chinese: '香港直通车', english: 'Hong Kong through train' },
		Z: { chinese: '直达特快', english: 'Direct express' },
		GD: { chinese: '高速动车', english: 'High-speed (G-train)' },
	},
	ticketStateCode: {
		N: { chinese: '未出票', english: 'Not issued' },
		F: { chinese: '已出票', english: 'Issued' },
		C: { chinese: '退票中', english: 'Being refunded' },
		T: { chinese: '已退票', english: 'Refunded' },
		O: { chinese: '退票失败', english: 'Refund failed' },
		Y: { chinese: '改签中', english: 'Being changed' },
		G: { chinese: '已改签', english: 'Changed' },
	},
	orderStatus: {
		N: { chinese: '抢票单已创建', english: 'Order created' },
		B: { chinese: '未到开抢时间', english: 'Waiting for sales to open' },
		D: { chinese: '抢票中', english: 'Grabbing' },
		F: { chinese: '抢票成功(出票成功)', english: 'Ticket issued' },
		U: { chinese: '出票失败', english: 'Ticket could not be issued' },
		O: { chinese: '已过期', english: 'Expired' },
		C: { chinese: '已取消', english: 'Cancelled' },
		T: { chinese: '已退票', english: 'Refunded' },
		E: { chinese: '已改签', english: 'Changed' },
	},
	msgCode: {
		100: { chinese: '请求成功', english: 'Success' },
		101: { chinese: '参数无效', english: 'Invalid parameter' },
		102: { chinese: '签名验证失败', english: 'Signature check failed' },
		103: { chinese: '该IP没有权限访问此接口', english: 'This IP may not use this API' },
		104: { chinese: '请求过于频繁,请稍后重试', english: 'Too many requests, try again later' },
		105: { chinese: '没有权限访问此接口', english: 'No right to use this API' },
		201: { chinese: '该订单不存在', english: 'The order does not exist' },
		202: {
			chinese: '当前订单状态不允许执行此操作',
			english: 'The order is in a state that does not allow this',
		},
		203: { chinese: '当前时间不支持此服务', english: 'The service is closed at this time of day' },
		204: { chinese: '坐席无效', english: 'Invalid seat class' },
		205: { chinese: '发车日期无效', english: 'Invalid departure date' },
		206: {
			chinese: '取消次数过多,取消请求已锁定',
			english: 'Cancelled too often, cancelling is locked',
		},
		207: { chinese: '订单已过期', english: 'The order has expired' },
		208: { chinese: '车次号无效', english: 'Invalid train number' },
		209: { chinese: '该坐席已售完', english: 'This seat class is sold out' },
		210: {
			chinese: '该账号有未完成的订单,无法继续执行此操作',
			english: 'The account has an unfinished order',
		},
		211: { chinese: '分销商身份验证无效', english: 'The distributor could not be verified' },
		212: {
			chinese: '该订单未付款,无法出票',
			english: 'The order is not paid, so no ticket can be issued',
		},
		213: { chinese: '坐席价格错误', english: 'Wrong seat price' },
		214: {
			chinese: '占座排队中,请等待占座结果',
			english: 'Queuing for a seat, wait for the result',
		},
		215: {
			chinese: '站站查询结果已过期,请重新查询',
			english: 'The search result has expired, search again',
		},
		216: { chinese: '距离发车时间太近,无法执行此操作', english: 'Too close to departure' },
		217: {
			chinese: '实际占座为无座,乘客制定不接受无座',
			english: 'Only standing was left, and the order does not accept it',
		},
		218: {
			chinese: '测试订单不允许预定20天以内发车的车次',
			english: 'Test orders must depart more than 20 days ahead',
		},
		219: { chinese: '抢票单已达预约上限', english: 'No more grab orders are taken' },
		220: {
			chinese: '抢票单乘客数,车次数,坐席数超过配置上限',
			english: 'Too many passengers, trains or seat classes',
		},
		221: { chinese: '抢票取消失败', english: 'The grab order could not be cancelled' },
		222: { chinese: '抢票功能关闭', english: 'Grabbing is switched off' },
		301: { chinese: '该订单中无此乘客', english: 'The order has no such passenger' },
		302: {
			chinese: '乘客身份信息涉嫌被他人冒用',
			english: 'The passenger’s identity may be used by somebody else',
		},
		303: {
			chinese: '当前车票状态不允许执行此操作',
			english: 'The ticket is in a state that does not allow this',
		},
		304: { chinese: '乘客信息不正确', english: 'The passenger’s data are wrong' },
		305: {
			chinese: '乘客已预订过与该行程有冲突的车票',
			english: 'The passenger has a ticket that conflicts with this journey',
		},
		306: {
			chinese: '乘客已被法院依法限制高消费',
			english: 'A court has barred the passenger from this kind of spending',
		},
		307: {
			chinese: '乘客已预订过该车次,无法重复预订',
			english: 'The passenger already has a ticket for this train',
		},
		308: {
			chinese: '乘客身份信息未通过验证',
			english: 'The passenger’s identity could not be verified',
		},
		309: { chinese: '出票5分钟内无法提交退票', english: 'No refund within 5 minutes of issue' },
		310: {
			chinese: '距离发车时间太近,无法申请退票',
			english: 'Too close to departure for a refund',
		},
		311: {
			chinese: '订单中包含儿童票,如需退票请先退儿童票',
			english: 'Refund the child’s ticket of this order first',
		},
		312: { chinese: '不支持网上退票', english: 'This ticket cannot be refunded online' },
		313: {
			chinese: '订单中包含儿童票,该乘客无法改签',
			english: 'The order has a child’s ticket, so this passenger’s cannot be changed',
		},
		314: { chinese: '距离发车时间太近,无法改签', english: 'Too close to departure for a change' },
		315: {
			chinese: '要改签的车次不在预售期内,无法改签',
			english: 'The train to change to is not on sale yet',
		},
		316: { chinese: '该订单不支持改签', english: 'This order cannot be changed' },
		317: {
			chinese: '改签次数过多,改签请求已锁定',
			english: 'Changed too often, changing is locked',
		},
		318: {
			chinese: '当天取消改签次数过多,取消请求已锁定',
			english: 'Too many changes cancelled today, cancelling is locked',
		},
		319: { chinese: '购保失败', english: 'The insurance could not be bought' },
		320: { chinese: '退保失败', english: 'The insurance could not be refunded' },
		401: {
			chinese: '购票所使用的12306账号未进行手机核验',
			english: 'The 12306 account’s phone number is not verified',
		},
		402: {
			chinese: '购票所使用的12306账号被封,无法执行此操作',
			english: 'The 12306 account is blocked',
		},
		403: { chinese: '12306账号登录失败', english: 'Log-in to the 12306 account failed' },
		404: {
			chinese: '12306账号尚未激活,请用注册时的邮箱激活后重试',
			english: 'The 12306 account is not activated: activate it by the e-mail of its registration',
		},
		405: {
			chinese: '12306账号未通过身份信息核验,请核验后重试',
			english: 'The identity behind the 12306 account is not verified',
		},
		406: { chinese: '12306账号已被锁定', english: 'The 12306 account is locked' },
		407: { chinese: '登录验证码错误', english: 'Wrong log-in captcha' },
		408: { chinese: '12306账号格式不正确', english: 'The 12306 account name has a wrong form' },
		409: {
			chinese: '12306账号常用联系人已达上限,无法继续添加',
			english: 'The 12306 account’s list of passengers is full',
		},
		410: { chinese: '当日获取短信验证码次数已达上限', english: 'No more text-message codes today' },
		411: { chinese: '邮箱已被注册', english: 'The e-mail address is already registered' },
		412: { chinese: '用户名已被注册', english: 'The user name is already registered' },
		413: { chinese: '手机号码已被注册', english: 'The phone number is already registered' },
		414: { chinese: '证件号码已被注册', english: 'The ID number is already registered' },
		415: { chinese: '12306账号不可用', english: 'The 12306 account cannot be used' },
		416: { chinese: '手机号或证件号码不正确', english: 'Wrong phone or ID number' },
		417: { chinese: '该联系人已存在', english: 'This passenger is already in the list' },
		999: { chinese: '未知的失败原因', english: 'Failed for an unknown reason' },
	},
} as const satisfies Record<string, Record<string, DictionaryEntry>>;

export type DictionarySection = keyof typeof dictionary;
export const dictionarySections = Object.keys(dictionary) as DictionarySection[];
export type SeatClassCode = keyof (typeof dictionary)['seatClassCode'];

/**
 * The entry of a code as any answer may carry it (text, number, padded), or null where the
 * dictionary has none.
 */
export function lookUp(section: DictionarySection, code: unknown): DictionaryEntry | null {
	if (typeof code !== 'string' && typeof code !== 'number') return null;
	const entries: Record<string, DictionaryEntry> = dictionary[section];
	const key = String(code).trim();
	return Object.hasOwn(entries, key) ? (entries[key] ?? null) : null;
}
