/** Made by `npm run stations` from tools/stations: change those tables, not this file. */

/** A line a city, then `|` and its stations: each with its name, its pinyin, its initials. */
export const table = `
北京 beijing bj|北京北 beijingbei bjb|北京东 beijingdong bjd|北京 beijing bj|北京南 beijingnan bjn|北京大兴 beijingdaxing bjdx|北京西 beijingxi bjx|北京朝阳 beijingchaoyang bjcy|北京通州 beijingtongzhou bjtz|礼贤 lixian lx|八达岭长城 badalingchangcheng bdlcc|八达岭 badaling bdl|北京丰台 beijingfengtai bjft|昌平北 changpingbei cpb|昌平 changping cp|大兴机场 daxingjichang dxjc|古北口 gubeikou gbk|黄村 huangcun hc|怀柔北 huairoubei hrb|怀柔南 huairounan hrn|怀柔 huairou hr|黑山寺 heishansi hss|黄土店 huangtudian htd|康庄 kangzhuang kz|良各庄 lianggezhuang lgz|良乡 liangxiang lx|密云北 miyunbei myb|密云 miyun my|南口 nankou nk|牛栏山 niulanshan nls|清河 qinghe qh|清华园 qinghuayuan qhy|乔庄东 qiaozhuangdong qzd|十渡 shidu sd|沙河 shahe sh|三家店 sanjiadian sjd|石景山南 shijingshannan sjsn|顺义 shunyi sy|顺义西 shunyixi syx|通州西 tongzhouxi tzx|雁栖湖 yanqihu yqh|延庆 yanqing yq|燕山 yanshan ys|亦庄 yizhuang yz|中仓 zhongcang zc|安定 anding ad|北宅 beizhai bz|大灰厂 dahuichang dhc|官高 guangao gg|孤山口 gushankou gsk|落坡岭 luopoling lpl|庙城 miaocheng mc|南观村 nanguancun ngc|平峪 pingyu py|三合庄 sanhezhuang shz|上万 shangwan sw|统军庄 tongjunzhuang tjz|斜河涧 xiehejian xhj|雁翅 yanchi yc|沿河城 yanhecheng yhc|云居寺 yunjusi yjs|珠窝 zhuwo zw|张辛 zhangxin zx
重庆 chongqing cq|重庆北 chongqingbei cqb|重庆东 chongqingdong cqd|重庆 chongqing cq|重庆南 chongqingnan cqn|重庆西 chongqingxi cqx|沙坪坝 shapingba spb|复盛 fusheng fs|江津北 jiangjinbei jjb|永川南 yongchuannan ycn|巴南 banan bn|古路 gulu gl|江北机场 jiangbeijichang jbjc|珞璜东 luohuangdong lhd|龙兴 longxing lx|南彭 nanpeng np|水土 shuitu st|统景 tongjing tj|银花 yinhua yh|迎龙 yinglong yl
上海 shanghai sh|练塘 liantang lt|上海 shanghai sh|上海南 shanghainan shn|上海虹桥 shanghaihongqiao shhq|上海西 shanghaixi shx|安亭北 antingbei atb|安亭西 antingxi atx|海湾 haiwan hw|金山北 jinshanbei jsb|芦潮港 luchaogang lcg|南翔北 nanxiangbei nxb|上海松江 shanghaisongjiang shsj|松江北 songjiangbei sjb
天津 tianjin tj|天津北 tianjinbei tjb|天津 tianjin tj|天津南 tianjinnan tjn|天津西 tianjinxi tjx|北辰 beichen bc|宝坻北 baodibei bdb|滨海 binhai bh|滨海北 binhaibei bhb|滨海西 binhaixi bhx|汉沽 hangu hg|静海 jinghai jh|军粮城北 junliangchengbei jlcb|蓟州北 jizhoubei jzb|蓟州 jizhou jz|芦台 lutai lt|塘沽 tanggu tg|武清 wuqing wq|杨村 yangcun yc|杨柳青 yangliuqing ylq|宝坻 baodi bd|宝坻南 baodinan bdn|崔黄口 cuihuangkou chk|曹子里 caozili czl|大口屯 dakoutun dkt
南宁 nanning nn|百浪 bailang bl|大拟 dani dn|大王滩 dawangtan dwt|大元 dayuan dy|宁村 ningcun nc|那罗 naluo nl|南宁北 nanningbei nnb|南宁东 nanningdong nnd|南宁 nanning nn|南宁西 nanningxi nnx|那铺 napu np|吴圩机场 wuxujichang wxjc|宾阳 binyang by|隆安东 longandong lad|黎塘 litang lt|吴圩 wuxu wx|横州 hengzhou hz|马山县 mashanxian msx
昆明 kunming km|班猫箐 banmaoqing bmq|广南卫 guangnanwei gnw|昆明 kunming km|昆明南 kunmingnan kmn|乐善村 leshancun lsc|茂舍祖 maoshezu msz|七甸 qidian qd|施家嘴 shijiazui sjz|西街口 xijiekou xjk|小哨 xiaoshao xs|永丰营 yongfengying yfy|宜耐 yinai yn|昆阳 kunyang ky|石林 shilin sl|石林西 shilinxi slx|嵩明 songming sm|小新街 xiaoxinjie xxj|宜良北 yiliangbei ylb|杨林 yanglin yl
太原 taiyuan ty|北营 beiying by|太原东 taiyuandong tyd|太原南 taiyuannan tyn|太原 taiyuan ty|汾河 fenhe fh|高村 gaocun gc|古东 gudong gd|古交 gujiao gj|娄烦 loufan lf|清徐 qingxu qx|阳曲 yangqu yq|阳曲西 yangquxi yqx|镇城底 zhenchengdi zcd
长春 changchun cc|长春 changchun cc|长春南 changchunnan ccn|长春西 changchunxi ccx|柴岗 chaigang cg|德惠 dehui dh|德惠西 dehuixi dhx|公主岭 gongzhuling gzl|公主岭南 gongzhulingnan gzln|华家 huajia hj|哈拉海 halahai hlh|九台 jiutai jt|九台南 jiutainan jtn|开安 kaian ka|龙嘉 longjia lj|农安 nongan na|双阳 shuangyang sy|五棵树 wukeshu wks|榆树 yushu ys
成都 chengdu cd|成都东 chengdudong cdd|成都南 chengdunan cdn|成都 chengdu cd|成都西 chengduxi cdx|安德 ande ad|安靖 anjing aj|步行街 buxingjie bxj|朝阳湖 chaoyanghu cyh|崇州 chongzhou cz|都江堰 dujiangyan djy|大邑 dayi dy|红光镇 hongguangzhen hgz|简阳南 jianyangnan jyn|离堆公园 liduigongyuan ldgy|蒲江 pujiang pj|郫县 pixian px|郫县西 pixianxi pxx|彭州 pengzhou pz|彭州南 pengzhounan pzn|青白江东 qingbaijiangdong qbjd|青城山 qingchengshan qcs|邛崃 qionglai ql|双流机场 shuangliujichang sljc|双流西 shuangliuxi slx|温江 wenjiang wj|新都东 xindudong xdd|新津 xinjin xj|新津南 xinjinnan xjn|西来 xilai xl|犀浦东 xipudong xpd|犀浦 xipu xp|迎宾路 yingbinlu ybl|羊马 yangma ym|淮口南 huaikounan hkn|三岔湖 sanchahu sch|天府机场 tianfujichang tfjc
兰州 lanzhou lz|陈官营 chenguanying cgy|丰水村 fengshuicun fsc|甘草店 gancaodian gcd|龙泉寺 longquansi lqs|骆驼巷 luotuoxiang ltx|兰州东 lanzhoudong lzd|兰州 lanzhou lz|兰州新区 lanzhouxinqu lzxq|兰州西 lanzhouxi lzx|坡底下 podixia pdx|邵家堂 shaojiatang sjt|水源 shuiyuan sy|桑园子 sangyuanzi syz|王家湾 wangjiawan wjw|西固城 xigucheng xgc|许家台 xujiatai xjt|朱家窑 zhujiayao zjy|福利区 fuliqu flq|皋兰 gaolan gl|河口南 hekounan hkn|海石湾 haishiwan hsw|西固 xigu xg|夏官营 xiaguanying xgy|永登 yongdeng yd|榆中 yuzhong yz|永登北 yongdengbei ydb|中川机场东 zhongchuanjichangdong zcjcd|秦王川 qinwangchuan qwc
济南 jinan jn|长清 changqing cq|常庄 changzhuang cz|钢城 gangcheng gc|济南 jinan jn|济南东 jinandong jnd|济南西 jinanxi jnx|历城 licheng lc|蔺家楼 linjialou ljl|莱芜北 laiwubei lwb|雪野 xueye xy|章丘南 zhangqiunan zqn|大明湖 daminghu dmh|莱芜东 laiwudong lwd|商河北 shanghebei shb|章丘北 zhangqiubei zqb|章丘 zhangqiu zq
长沙 changsha cs|长沙 changsha cs|长沙南 changshanan csn|长沙西 changshaxi csx|八方山 bafangshan bfs|洞井 dongjing dj|芙蓉南 furongnan frn|谷山 gushan gs|观沙岭 guanshaling gsl|尖山 jianshan js|开福寺 kaifusi kfs|麓谷 lugu lg|暮云 muyun my|宁乡 ningxiang nx|树木岭 shumuling sml|先锋 xianfeng xf|湘府路 xiangfulu xfl|香樟路 xiangzhanglu xzl|宁乡西 ningxiangxi nxx
沈阳 shenyang sy|大成 dacheng dc|孤家子 gujiazi gjz|皇姑屯 huanggutun hgt|林盛堡 linshengpu lsp|世博园 shiboyuan sby|沈阳 shenyang sy|沈阳北 shenyangbei syb|沈阳东 shenyangdong syd|沈阳南 shenyangnan syn|沈阳西 shenyangxi syx|榆树台 yushutai yst|陈相屯 chenxiangtun cxt|高花 gaohua gh|近海 jinhai jh|辽中 liaozhong lz|马三家 masanjia msj|苏家屯 sujiatun sjt|深井子 shenjingzi sjz|新民北 xinminbei xmb|新民 xinmin xm|伯官 boguan bg
福州 fuzhou fz|福州 fuzhou fz|福州南 fuzhounan fzn|长乐东 changledong cld|长乐 changle cl|长乐南 changlenan cln|福清 fuqing fq|连江 lianjiang lj|罗源 luoyuan ly|闽清北 minqingbei mqb|平潭 pingtan pt|永泰 yongtai yt|福清西 fuqingxi fqx|闽清 minqing mq
贵阳 guiyang gy|贵阳 guiyang gy|贵阳北 guiyangbei gyb|贵阳东 guiyangdong gyd|白云北 baiyunbei byb|百宜 baiyi by|白云西 baiyunxi byx|党武 dangwu dw|贵安 guian ga|湖潮东 huchaodong hcd|花溪大学城 huaxidaxuecheng hxdxc|花溪南 huaxinan hxn|花溪西 huaxixi hxx|金华镇 jinhuazhen jhz|金阳 jinyang jy|金阳南 jinyangnan jyn|开阳 kaiyang ky|龙洞堡 longdongbao ldb|芦官 luguan lg|洛湾三江 luowansanjiang lwsj|孟关 mengguan mg|南江 nanjiang nj|清镇西 qingzhenxi qzx|双龙南 shuanglongnan sln|天河潭 tianhetan tht|息烽 xifeng xf|修文县 xiuwenxian xwx
广州 guangzhou gz|广州北 guangzhoubei gzb|广州东 guangzhoudong gzd|广州 guangzhou gz|广州南 guangzhounan gzn|广州新塘 guangzhouxintang gzxt|广州西 guangzhouxi gzx|广州白云 guangzhoubaiyun gzby|白云机场北 baiyunjichangbei byjcb|花城街 huachengjie hcj|花都 huadu hd|花山镇 huashanzhen hsz|乐同 letong lt|南沙北 nanshabei nsb|狮岭 shiling sl|石牌 shipai sp|新塘南 xintangnan xtn|白云机场东 baiyunjichangdong byjcd|白云湖 baiyunhu byh|白云机场南 baiyunjichangnan byjcn|岑村 cencun cc|东环 donghuan dh|大石东 dashidong dsd|大源 dayuan dy|官桥北 guanqiaobei gqb|广州大学城 guangzhoudaxuecheng gzdxc|广州长隆 guangzhouchanglong gzcl|广州莲花山 guangzhoulianhuashan gzlhs|化龙南 hualongnan hln|江高 jianggao jg|科韵路 keyunlu kyl|龙洞 longdong ld|帽峰山 maofengshan mfs|番禺 panyu py|琶洲 pazhou pz|深井 shenjing sj|神山 shenshan ss|竹料 zhuliao zl|增城 zengcheng zc
哈尔滨 haerbin heb|哈尔滨北 haerbinbei hebb|哈尔滨 haerbin heb|哈尔滨东 haerbindong hebd|哈尔滨西 haerbinxi hebx|阿城北 achengbei acb|阿城 acheng ac|安家 anjia aj|白奎堡 baikuipu bkp|宾西北 binxibei bxb|背荫河 beiyinhe byh|宾州 binzhou bz|成高子 chenggaozi cgz|达连河 dalianhe dlh|得莫利 demoli dml|对青山 duiqingshan dqs|方正 fangzheng fz|高楞 gaoleng gl|宏克力 hongkeli hkl|呼兰 hulan hl|康金井 kangjinjing kjj|兰棱 lanling ll|拉林 lalin ll|帽儿山 maoershan mes|帽儿山西 mershanxi mesx|牛家 niujia nj|平房 pingfang pf|平山 pingshan ps|双城北 shuangchengbei scb|双城堡 shuangchengpu scp|孙家 sunjia sj|沈家 shenjia sj|双龙湖 shuanglonghu slh|胜利镇 shenglizhen slz|石人城 shirencheng src|尚志 shangzhi sz|尚志南 shangzhinan szn|五常 wuchang wc|万发屯 wanfatun wft|王岗 wanggang wg|苇河 weihe wh|苇河西 weihexi whx|五家 wujia wj|万乐 wanle wl|香坊 xiangfang xf|徐家 xujia xj|兴隆镇 xinglongzhen xlz|新松浦 xinsongpu xsp|新香坊北 xinxiangfangbei xxfb|亚布力 yabuli ybl|亚布力南 yabulinan ybln|亚布力西 yabulixi yblx|依兰 yilan yl|一面坡北 yimianpobei ympb|一面坡 yimianpo ymp|玉泉 yuquan yq|周家 zhoujia zj
合肥 hefei hf|合肥北城 hefeibeicheng hfbc|合肥 hefei hf|合肥南 hefeinan hfn|合肥西 hefeixi hfx|巢湖东 chaohudong chd|巢湖 chaohu ch|长临河 changlinhe clh|肥东 feidong fd|肥西 feixi fx|庐江 lujiang lj|庐江西 lujiangxi ljx|龙桥 longqiao lq|水家湖 shuijiahu sjh|蜀山东 shushandong ssd|柘皋 zhegao zg
呼和浩特 huhehaote hhht|呼和浩特东 huhehaotedong hhhtd|呼和浩特 huhehaote hhht|察素齐 chasuqi csq|托克托东 tuoketuodong tktd
海口 haikou hk|海口东 haikoudong hkd|海口 haikou hk|长流 changliu cl|城西 chengxi cx|美兰 meilan ml|秀英 xiuying xy
杭州 hangzhou hz|杭州东 hangzhoudong hzd|杭州 hangzhou hz|杭州南 hangzhounan hzn|富阳 fuyang fy|建德 jiande jd|临平南 linpingnan lpn|千岛湖 qiandaohu qdh|桐庐 tonglu tl|富阳西 fuyangxi fyx|杭州西 hangzhouxi hzx|桐庐东 tongludong tld
拉萨 lasa ls|拉萨 lasa ls|尼木 nimu nm|曲水县 qushuixian qsx
南昌 nanchang nc|南昌东 nanchangdong ncd|南昌 nanchang nc|南昌南 nanchangnan ncn|南昌西 nanchangxi ncx|进贤 jinxian jx|进贤南 jinxiannan jxn|向塘 xiangtang xt|进贤北 jinxianbei jxb
南京 nanjing nj|南京 nanjing nj|南京南 nanjingnan njn|江宁 jiangning jn|江宁西 jiangningxi jnx|六合 liuhe lh|溧水 lishui ls|仙林 xianlin xl|中华门 zhonghuamen zhm
银川 yinchuan yc|暖泉 nuanquan nq|银川 yinchuan yc|河东机场 hedongjichang hdjc|灵武北 lingwubei lwb|宁东南 ningdongnan ndn|宁东 ningdong nd
石家庄 shijiazhuang sjz|石家庄北 shijiazhuangbei sjzb|石家庄东 shijiazhuangdong sjzd|石家庄 shijiazhuang sjz|藁城 gaocheng gc|藁城南 gaochengnan gcn|高邑 gaoyi gy|高邑西 gaoyixi gyx|井南 jingnan jn|井陉 jingxing jx|晋州 jinzhou jz|南峪 nanyu ny|辛集 xinji xj|辛集南 xinjinan xjn|新乐 xinle xl|元氏 yuanshi ys|正定机场 zhengdingjichang zdjc|正定 zhengding zd
武汉 wuhan wh|武汉 wuhan wh|武汉东 wuhandong whd|后湖 houhu hh|汉口 hankou hk|花山南 huashannan hsn|金银潭 jinyintan jyt|庙山 miaoshan ms|南湖东 nanhudong nhd|普安 puan pa|盘龙城 panlongcheng plc|山坡东 shanpodong spd|土地堂东 tuditangdong tdtd|天河机场 tianhejichang thjc|天河街 tianhejie thj|汤逊湖 tangxunhu txh|武昌 wuchang wc|乌龙泉南 wulongquannan wlqn|纸坊东 zhifangdong zfd|左岭 zuoling zl
乌鲁木齐 wulumuqi wlmq|乌鲁木齐南 wulumuqinan wlmqn|乌鲁木齐 wulumuqi wlmq|达坂城 dabancheng dbc|乌西 wuxi wx
西安 xian xa|西安北 xianbei xab|西安 xian xa|引镇 yinzhen yz|鄠邑 huyi hyi|临潼 lintong lt|西安西 xianxi xax|永乐店 yongledian yld|阎良 yanliang yl|高陵 gaoling gl
西宁 xining xn|西宁 xining xn|大通西 datongxi dtx|湟源 huangyuan hy
郑州 zhengzhou zz|郑州东 zhengzhoudong zzd|郑州航空港 zhengzhouhangkonggang zzhkg|郑州 zhengzhou zz|郑州西 zhengzhouxi zzx|巩义 gongyi gy|巩义南 gongyinan gyn|黄河景区 huanghejingqu hhjq|贾鲁河 jialuhe jlh|绿博园 lvboyuan lby|孟庄 mengzhuang mz|南曹 nancao nc|南阳寨 nanyangzhai nyz|新郑机场 xinzhengjichang xzjc|新郑 xinzheng xz|中牟 zhongmu zm
齐齐哈尔 qiqihaer qqhe|昂昂溪 angangxi aax|大兴 daxing dx|富拉尔基 fulaerji flej|富裕 fuyu fy|克山 keshan ks|讷河 nehe nh|碾子山 nianzishan nzs|齐齐哈尔 qiqihaer qqhe|齐齐哈尔南 qiqihaernan qqhen|三间房 sanjianfang sjf|汤池 tangchi tc|塔哈 taha th|泰来 tailai tl|依安 yian ya|榆树屯 yushutun yst|二道湾 erdaowan edw|富海 fuhai fh|冯屯 fengtun ft|江桥 jiangqiao jq|克东 kedong kd|拉哈 laha lh|六合镇 liuhezhen lhz|龙江 longjiang lj|老莱 laolai ll|平洋 pingyang py|团结 tuanjie tj|中和 zhonghe zh
廊坊 langfang lf|安次 anci ac|广阳 guangyang gy|廊坊 langfang lf|廊坊北 langfangbei lfb|廊坊西 langfangxi lfx|燕郊 yanjiao yj|永清东 yongqingdong yqd|霸州北 bazhoubei bzb|霸州 bazhou bz|霸州西 bazhouxi bzx|大厂 dachang dc|固安东 guandong gad|固安 guan ga|胜芳 shengfang sf|三河县 sanhexian shx|文安 wenan wa|香河 xianghe xh
绥化 suihua sh|安达 anda ad|海伦 hailun hl|庆安 qingan qa|绥化 suihua sh|绥棱 suiling sl|宋 song son|东边井 dongbianjing dbj|东津 dongjin dj|海北 haibei hb|秦家 qinjia qj|四方台 sifangtai sft|尚家 shangjia sj|肇东 zhaodong zd|张维屯 zhangweitun zwt
兴安 xingan xa|阿尔山北 aershanbei aesb|阿尔山 aershan aes|乌兰浩特 wulanhaote wlht|白狼 bailang bl|白音华南 baiyinhuanan byhn|白音胡硕 baiyinhushuo byhs|德伯斯 debosi dbs|大石寨 dashizhai dsz|葛根庙 gegenmiao ggm|明水河 mingshuihe msh|宁家 ningjia nj|索伦 suolun sl|吐列毛杜 tuliemaodu tlmd|五叉沟 wuchagou wcg|卫东 weidong wd|西乌旗 xiwuqi xwq|西哲里木 xizhelimu xzlm
湖州 huzhou hz|安吉 anji aj|长兴南 changxingnan cxn|湖州 huzhou hz|长兴 changxing cx|德清 deqing dq|德清西 deqingxi dqx|湖州东 huzhoudong hzd|湖州南浔 huzhounanxun hznx
安康 ankang ak|安康 ankang ak|石泉县 shiquanxian sqx|旬阳 xunyang xy|紫阳 ziyang zy|白河东 baihedong bhd|白河县 baihexian bhx|大竹园 dazhuyuan dzy|高滩 gaotan gt|汉阴 hanyin hy|毛坝关 maobaguan mbg|麻柳 maliu ml|蜀河 shuhe sh|小河镇 xiaohezhen xhz|旬阳北 xunyangbei xyb|棕溪 zongxi zx
阿克苏 akesu aks|阿克苏 akesu aks|阿拉尔 alaer ale|库车 kuche kc|阿瓦提 awati awt|新和 xinhe xh
阿图什 atushi ats|阿克陶 aketao akt|阿图什 atushi ats
呼伦贝尔 hulunbeier hlbe|阿里河 alihe alh|博克图 boketu bkt|巴林 balin bl|嵯岗 cuogang cg|大杨树 dayangshu dys|根河 genhe gh|海拉尔 hailaer hle|库都尔 kuduer kde|免渡河 mianduhe mdh|莫尔道嘎 moerdaoga medg|满归 mangui mg|满洲里 manzhouli mzl|塔尔气 taerqi teq|牙克石 yakeshi yks|伊图里河 yitulihe ytlh|扎兰屯 zhalantun zlt|扎赉诺尔西 zhalainuoerxi zlnex|阿龙山 alongshan als|成吉思汗 chengjisihan cjsh|得耳布尔 deerbuer debe|大其拉哈 daqilaha dqlh|大雁 dayan dy|甘河 ganhe gh|哈拉苏 halasu hls|红彦 hongyan hy|金河 jinhe jh|吉文 jiwen jw|喀喇其 kalaqi klq|克一河 keyihe kyh|南木 nanmu nm|索图罕 suotuhan sth|图里河 tulihe tlh|乌尔旗汗 wuerqihan weqh|乌奴耳 wunuer wne|新绰源 xinchuoyuan xcy|新帐房 xinzhangfang xzf|伊敏 yimin ym
博乐 bole bl|阿拉山口 alashankou alsk|博乐 bole bl|精河南 jinghenan jhn|博乐东 boledong bld|精河 jinghe jh|双河市 shuangheshi shs
阿勒泰 aletai alt|阿勒泰 aletai alt|北屯市 beitunshi bts|福海 fuhai fh|富蕴 fuyun fyu
孝感 xiaogan xg|安陆 anlu al|安陆西 anluxi alx|孝感北 xiaoganbei xgb|孝感东 xiaogandong xgd|云梦东 yunmengdong ymd|汉川 hanchuan hc|槐荫 huaiyin hy|花园 huayuan hy|毛陈 maochen mc|闵集 minji mj|孝感 xiaogan xg|应城 yingcheng yc|云梦 yunmeng ym
安庆 anqing aq|安庆 anqing aq|安庆西 anqingxi aqx|潜山 qianshan qs|宿松东 susongdong ssd|宿松 susong ss|太湖南 taihunan thn|太湖 taihu th|怀宁 huaining hn|桐城东 tongchengdong tcd|桐城 tongcheng tc|桐城南 tongchengnan tcn|天柱山 tianzhushan tzs
安顺 anshun as|安顺 anshun as|安顺西 anshunxi asx|关岭 guanling gl|黄桶北 huangtongbei htb|平坝南 pingbanan pbn|普定 puding pd
鞍山 anshan as|鞍山 anshan as|鞍山西 anshanxi asx|海城 haicheng hc|海城西 haichengxi hcx|岫岩 xiuyan xy|台安 taian ta|台安南 taiannan tan|西柳 xiliu xl
安阳 anyang ay|安阳 anyang ay|安阳东 anyangdong ayd|红旗渠 hongqiqu hqq|滑浚 huaxun hx|内黄 neihuang nh|汤阴 tangyin ty
黑河 heihe hh|北安 beian ba|黑河 heihe hh|龙镇 longzhen lz|嫩江 nenjiang nj|通北 tongbei tb|辰清 chenqing cq|二龙山屯 erlongshantun elst|锦河 jinhe jh|九三 jiusan js|李家 lijia lj|孙吴 sunwu sw|五大连池 wudalianchi wdlc|西岗子 xigangzi xgz|襄河 xianghe xh|伊拉哈 yilaha ylh|赵光 zhaoguang zg
玉林 yulin yl|博白 bobai bb|陆川 luchuan lc|玉林北 yulinbei ylb|玉林 yulin yl|北流 beiliu bl|容县 rongxian rx|文地 wendi wd|兴业 xingye xy|兴业南 xingyenan xyn
蚌埠 bengbu bb|蚌埠南 bengbunan bbn|蚌埠 bengbu bb|五河 wuhe wh|固镇 guzhen gz
喀什 kashi ks|巴楚 bachu bc|喀什 kashi ks|莎车 shache sc|图木舒克 tumushuke tmsk|叶城 yecheng yc|英吉沙 yingjisha yjs|泽普 zepu zp|疏勒 shule sl
白城 baicheng bc|白城 baicheng bc|大安北 daanbei dab|黑水 heishui hs|通榆 tongyu ty|镇赉 zhenlai zl|安广 anguang ag|大安 daan da|到保 daobao db|建设 jianshe js|两家 liangjia lj|平安镇 pinganzhen paz|平台 pingtai pt|洮南 taonan tn|镇西 zhenxi zx
保定 baoding bd|保定东 baodingdong bdd|保定 baoding bd|白涧 baijian bj|白洋淀 baiyangdian byd|定州东 dingzhoudong dzd|定州 dingzhou dz|涞源 laiyuan ly|雄安 xiongan xa|涿州东 zhuozhoudong zzd|艾河 aihe ah|板城 bancheng bc|白沟 baigou bg|百里峡 bailixia blx|北屯 beitun bt|大盘石 dapanshi dps|福山口 fushankou fsk|浮图峪 futuyu fty|高碑店东 gaobeidiandong gbdd|高碑店 gaobeidian gbd|南城司 nanchengsi ncs|奇峰塔 qifengta qft|塔崖驿 tayayi tyy|王安镇 wanganzhen waz|望都 wangdu wd|徐水 xushui xs|小西庄 xiaoxizhuang xxz|野三坡 yesanpo ysp|紫荆关 zijingguan zjg|涿州 zhuozhou zz
秦皇岛 qinhuangdao qhd|北戴河 beidaihe bdh|昌黎 changli cl|秦皇岛 qinhuangdao qhd|山海关 shanhaiguan shg|抚宁 funing fn|卢龙 lulong ll
恩施 enshi es|巴东 badong bd|恩施 enshi es|利川 lichuan lc|咸丰 xianfeng xf|高坪 gaoping gp|建始 jianshi js|来凤 laifeng lf|野三关 yesanguan ysg
六盘水 liupanshui lps|柏果 baiguo bg|发耳 faer fe|红果 hongguo hg|六盘水 liupanshui lps|六枝 liuzhi lz|盘州 panzhou pz|白鸡坡 baijipo bjp|保田 baotian bt|长箐 changqing cq|都格 duge dg|花家庄 huajiazhuang hjz|冷坝 lengba lb|鲁番 lufan lf|六盘水东 liupanshuidong lpsd|六枝南 liuzhinan lzn|茅草坪 maocaoping mcp|平关 pingguan pg|盘关 panguan pg|平田 pingtian pt|葡萄菁 putaojing ptq|松河 songhe sh|三家寨 sanjiazhai sjz|沙沱 shatuo st|上西铺 shangxipu sxp|威箐 weiqing wj|瓦窑田 wayaotian wyt|新坪田 xinpingtian xpt|小雨谷 xiaoyugu xyg|雨格 yuge yg|营街 yingjie yj|月亮田 yueliangtian ylt|玉舍 yushe ys
北海 beihai bh|北海 beihai bh|合浦 hepu hp
延边 yanbian yb|白河 baihe bh|长白山 changbaishan cbs|敦化 dunhua dh|珲春 hunchun hc|龙井 longjing lj|图们北 tumenbei tmb|图们 tumen tm|汪清 wangqing wq|延吉 yanji yj|延吉西 yanjixi yjx|安图 antu at|安图西 antuxi atx|大石头南 dashitounan dstn|和龙 helong hl|石岘 shixian sx|威虎岭北 weihulingbei whlb|苇子沟 weizigou wzg|永庆 yongqing yq
毕节 bijie bj|毕节 bijie bj|草海 caohai ch|大方南 dafangnan dfn|纳雍 nayong ny|织金 zhijin zj|八步 babu bb|大方 dafang df|法启 faqi fq|黔西 qianxi qx|织金北 zhijinbei zjb
宝鸡 baoji bj|宝鸡 baoji bj|宝鸡南 baojinan bjn|凤县 fengxian fx|凤州 fengzhou fz|陇县 longxian lx|安口窑 ankouyao aky|蔡家坡 caijiapo cjp|虢镇 guozhen gz|眉县东 meixiandong mxd|千河 qianhe qh|秦岭 qinling ql|岐山 qishan qs|千阳 qianyang qy|卧龙寺 wolongsi wls|绛帐 jiangzhang jz
七台河 qitaihe qth|勃利 boli bl|七台河 qitaihe qth|七台河西 qitaihexi qthx|倭肯 woken wk|杏树 xingshu xs
儋州 danzhou dz|白马井 baimajing bmj|银滩 yintan yt|海头 haitou ht
牡丹江 mudanjiang mdj|八面通 bamiantong bmt|柴河 chaihe ch|长汀镇 changtingzhen ctz|东京城 dongjingcheng djc|横道河子 hengdaohezi hdhz|海林 hailin hl|鹿道 ludao ld|拉古 lagu lg|牡丹江 mudanjiang mdj|穆棱 muling ml|宁安 ningan na|绥芬河 suifenhe sfh|宝林 baolin bl|楚山 chushan cs|古城镇 guchengzhen gcz|横道河子东 hengdaohezidong hdhzd|海林北 hailinbei hlb|桦林 hualin hl|奎山 kuishan ks|兰岗 langang lg|磨刀石 modaoshi mds|马莲河 malianhe mlh|青山 qingshan qs|山市 shanshi ss|石头 shitou st|绥阳 suiyang sy|温春 wenchun wc|下城子 xiachengzi xcz|向阳 xiangyang xy|伊林 yilin yl|朱家沟 zhujiagou zjg
朝阳 chaoyang cy|北票 beipiao bp|建平 jianping jp|喀左 kazuo kz|辽宁朝阳 liaoningchaoyang lncy|凌源 lingyuan ly|牛河梁 niuheliang nhl|叶柏寿 yebaishou ybs|巴图营 batuying bty|朝阳南 chaoyangnan cyn|大平房 dapingfang dpf|公营子 gongyingzi gyz|凌源东 lingyuandong lyd|能家 nengjia nj|奈林皋 nailingao nlg|水泉 shuiquan sq|三十家 sanshijia ssj|上园 shangyuan sy|魏杖子 weizhangzi wzz
双鸭山 shuangyashan sys|宝清 baoqing bq|双鸭山 shuangyashan sys|双鸭山西 shuangyashanxi sysx|笔架山 bijiashan bjs|福利屯 fulitun flt|丰乐镇 fenglezhen flz|红兴隆 hongxinglong hxl|太平镇 taipingzhen tpz|新友谊 xinyouyi xyy
鹤岗 hegang hg|宝泉岭 baoquanling bql|鹤岗 hegang hg
百色 baise bs|百色 baise bs|靖西 jingxi jx|德保 debao db|平果 pingguo pg|田东北 tiandongbei tdb|田东 tiandong td|田林 tianlin tl|田阳 tianyang ty
白山 baishan bs|白山市 baishanshi bss|长白山西 changbaishanxi cbsx|靖宇 jingyu jy|临江 linjiang lj|抚松 fusong fs|江源 jiangyuan jy|咋子 zhazi zz|白山东 baishandong bsd|江源东 jiangyuandong jyd
包头 baotou bt|包头东 baotoudong btd|包头 baotou bt|白云鄂博 baiyunebo byeb|昆都仑召 kundulunzhao kdlz|萨拉齐 salaqi slq
本溪 benxi bx|本溪 benxi bx|南芬 nanfen nf|石桥子 shiqiaozi sqz|田师府 tianshifu tsf|五女山 wunvshan wns|小市 xiaoshi xs|八里甸子 balidianzi bldz|本溪新城 benxixincheng bxxc|草河口 caohekou chk|大阳 dayang dy|碱厂 jianchang jc|连山关 lianshanguan lsg|南芬北 nanfenbei nfb|祁家堡 qijiapu qjp|铁刹山 tiechashan tcs|下马塘 xiamatang xmt
巴彦淖尔 bayannaoer byne|巴彦淖尔 bayannaoer byne|巴彦高勒 bayangaole bygl|公庙子 gongmiaozi gmz|临河 linhe lh|乌拉山西 wulashanxi wlsx|白彦花西 baiyanhuaxi byhx|磴口 dengkou dk|杭锦后旗 hangjinhouqi hjhq|刘召 liuzhao lz|乌拉特前旗 wulateqianqi wltqq|五原 wuyuan wy|西小召 xixiaozhao xxz
营口 yingkou yk|鲅鱼圈 bayuquan byq|大石桥 dashiqiao dsq|盖州西 gaizhouxi gzx|熊岳城 xiongyuecheng xyc|营口东 yingkoudong ykd|营口 yingkou yk|盖州 gaizhou gz
白银 baiyin by|白银西 baiyinxi byx|长征 changzheng cz|白银市 baiyinshi bys|长城 changcheng cc|东湾 dongwan dw|红砂岘 hongshaxian hsx|红岘台 hongxiantai hxt|景泰 jingtai jt|靖远 jingyuan jy|靖远西 jingyuanxi jyx|庆阳山 qingyangshan qys|吴家川 wujiachuan wjc|兴泉堡 xingquanbu xqp|北滩 beitan bt|白银南 baiyinnan byn|靖远北 jingyuanbei jyb|平川西 pingchuanxi pcx
巴中 bazhong bz|巴中东 bazhongdong bzd|巴中 bazhong bz|平昌 pingchang pc|巴中西 bazhongxi bzx|曾口 zengkou zk
咸阳 xianyang xy|彬州东 binzhoudong bzd|长武 changwu cw|武功 wugong wg|咸阳 xianyang xy|咸阳西 xianyangxi xyx|杨陵 yangling yl|杨陵南 yanglingnan yln|彬州 binzhou bz|礼泉南 liquannan lqn|礼泉 liquan lq|乾县 qianxian qx|三原 sanyuan sy|兴平 xingping xp|咸阳北 xianyangbei xyb|永寿 yongshou ys|永寿西 yongshouxi ysx
滨州 binzhou bz|滨州 binzhou bz|博兴 boxing bx|阳信 yangxin yx|邹平 zouping zp
亳州 bozhou bz|亳州 bozhou bz|亳州南 bozhounan bzn|古城东 guchengdong gcd|涡阳 guoyang gy|芦庙 lumiao lm|利辛西 lixinxi lxx
赤峰 chifeng cf|查布嘎 chabuga cbg|赤峰 chifeng cf|赤峰南 chifengnan cfn|经棚 jingpeng jp|敖汉 aohan ah|大板 daban db|林东 lindong ld|林西 linxi lx|宁城 ningcheng nc|乃林 nailin nl|平庄北 pingzhuangbei pzb|平庄 pingzhuang pz|平庄南 pingzhuangnan pzn|四道湾 sidaowan sdw|天义 tianyi ty|乌丹 wudan wd|新窝铺 xinwopu xwp
咸宁 xianning xn|赤壁 chibi cb|咸宁南 xianningnan xnn|赤壁北 chibibei cbb|横沟桥东 henggouqiaodong hgqd|贺胜桥东 heshengqiaodong hsqd|咸宁北 xianningbei xnb|咸宁东 xianningdong xnd|咸宁 xianning xn
常德 changde cd|常德 changde cd|澧县北 lixianbei lxb|石门县北 shimenxianbei smxb|汉寿 hanshou hs|汉寿南 hanshounan hsn|临澧西 linlixi llx|牛车河 niuchehe nch|石门县 shimenxian smx|桃源 taoyuan ty
承德 chengde cd|承德 chengde cd|承德南 chengdenan cdn|隆化 longhua lh|滦平 luanping lp|南大庙 nandamiao ndm|平泉北 pingquanbei pqb|平泉 pingquan pq|兴隆县 xinglongxian xlx|安匠 anjiang aj|北马圈子 beimajuanzi bmqz|白旗 baiqi bq|承德县北 chengdexianbei cdxb|承德东 chengdedong cdd|超梁沟 chaolianggou clg|洞庙河 dongmiaohe dmh|大杖子 dazhangzi dzz|二道沟门 erdaogoumen edgm|韩麻营 hanmaying hmy|虎什哈 hushiha hsh|金沟屯 jingoutun jgt|纪家沟 jijiagou jjg|甲山 jiashan js|梁底下 liangdixia ldx|六道河子 liudaohezi ldhz|滦河沿 luanheyan lhy|流水沟 liushuigou lsg|南湾子 nanwanzi nwz|潘家店 panjiadian pjd|前苇塘 qianweitang qwt|上板城 shangbancheng sbc|上板城南 shangbanchengnan sbcn|四合永 siheyong shy|五道河 wudaohe wdh|下板城 xiabancheng xbc|西大庙 xidamiao xdm|兴隆县西 xinglongxianxi xlxx|小寺沟 xiaosigou xsg|下台子 xiataizi xtz|新杖子 xinzhangzi xzz|榆树沟 yushugou ysg|杨树岭 yangshuling ysl|鹰手营子 yingshouyingzi ysyz|张百湾 zhangbaiwan zbw
唐山 tangshan ts|曹妃甸东 caofeidiandong cfdd|曹妃甸港 caofeidiangang cfdg|唐山北 tangshanbei tsb|唐山 tangshan ts|玉田县 yutianxian ytx|滦河 luanhe lh|滦县 luanxian lx|南堡北 nanpubei npb|迁安 qianan qa|唐海南 tanghainan thn|唐山西 tangshanxi tsx|玉田南 yutiannan ytn
张家口 zhangjiakou zjk|柴沟堡 chaigoubu cgp|崇礼 chongli cl|沙城 shacheng sc|太子城 taizicheng tzc|下花园北 xiahuayuanbei xhyb|张家口 zhangjiakou zjk|张家口南 zhangjiakounan zjkn|东花园北 donghuayuanbei dhyb|郭磊庄 guoleizhuang glz|官厅 guanting gt|官厅西 guantingxi gtx|怀安 huaian ha|怀来 huailai hl|旧庄窝 jiuzhuangwo jzw|沙岭子 shalingzi slz|新保安 xinbaoan xba|西八里 xibali xbl|宣化北 xuanhuabei xhb|宣化 xuanhua xh|下花园 xiahuayuan xhy
许昌 xuchang xc|长葛北 changgebei cgb|许昌东 xuchangdong xcd|许昌 xuchang xc|长葛 changge cg|许昌北 xuchangbei xcb|鄢陵 yanling yl|禹州 yuzhou yz
汉中 hanzhong hz|城固 chenggu cg|汉中 hanzhong hz|略阳 lueyang ly|勉县 mianxian mx|宁强南 ningqiangnan nqn|西乡 xixiang xx|阳平关 yangpingguan ypg|治江 zhijiang zj|巴山 bashan bs|白水江 baishuijiang bsj|城固北 chenggubei cgb|佛坪 foping fp|洋县西 yangxianxi yxx|燕子砭 yanzibian yzb|宁强 ningqiang nq
凯里 kaili kl|从江 congjiang cj|凯里 kaili kl|凯里南 kailinan kln|三穗 sansui ss|镇远 zhenyuan zy|榕江 rongjiang rj|施秉 shibing sb
吕梁 lvliang ll|蔡家崖 caijiaya cjy|吕梁 lvliang ll|柳林南 liulinnan lln|孝西 xiaoxi xx|阳泉曲 yangquanqu yqq|白壁关 baibiguan bbg|白文东 baiwendong bwd|兑镇 duizhen dz|汾阳 fenyang fy|交城 jiaocheng jc|岚县 lanxian lx|文水 wenshui ws|孝南 xiaonan xn|临县 linxian lx|石楼县 shilouxian slx
张家界 zhangjiajie zjj|慈利 cili cl|张家界 zhangjiajie zjj|张家界西 zhangjiajiexi zjjx|桑植 sangzhi sz
株洲 zhuzhou zz|茶陵 chaling cl|大丰 dafeng df|醴陵 liling ll|炎陵 yanling yl|株洲 zhuzhou zz|株洲南 zhuzhounan zzn|株洲西 zhuzhouxi zzx|茶陵南 chalingnan cln|九郎山 jiulangshan jls|醴陵东 lilingdong lld|田心东 tianxindong txd|攸县 youxian yx|攸县南 youxiannan yxn
伊春 yichun yc|晨明 chenming cm|南岔 nancha nc|双丰 shuangfeng sf|神树 shenshu ss|铁力 tieli tl|汤旺河 tangwanghe twh|五营 wuying wy|乌伊岭 wuyiling wyl|伊春 yichun yc|带岭 dailing dl|浩良河 haolianghe hlh|红山 hongshan hs|红星 hongxing hx|金山屯 jinshantun jst|朗乡 langxiang lx|美溪 meixi mx|桃山 taoshan ts|西林 xilin xl|新青 xinqing xq|友好 youhao yh
温州 wenzhou wz|苍南 cangnan cn|平阳 pingyang py|瑞安 ruian ra|温州 wenzhou wz|温州南 wenzhounan wzn|雁荡山 yandangshan yds|乐清 yueqing yq|楠溪江 nanxijiang nxj|温州北 wenzhoubei wzb|乐清东 yueqingdong yqd
东莞 dongguan dg|常平东 changpingdong cpd|东莞东 dongguandong dgd|东莞南 dongguannan dgn|东莞 dongguan dg|东莞西 dongguanxi dgx|道滘 daojiao dj|中堂 zhongtang zt|长安 changan ca|长安西 changanxi cax|常平 changping cp|常平南 changpingnan cpn|东城南 dongchengnan dcn|东莞港 dongguangang dgg|大朗镇 dalangzhen dlz|厚街 houjie hj|虎门北 humenbei hmb|虎门东 humendong hmd|洪梅 hongmei hm|虎门 humen hm|寮步 liaobu lb|麻涌 machong mc|石龙 shilong sl|松山湖北 songshanhubei sshb|望牛墩 wangniudun wnd|西平西 xipingxi xpx|银瓶 yinping yp|樟木头东 zhangmutoudong zmtd|樟木头 zhangmutou zmt
宜宾 yibin yb|翠屏 cuiping cp|兴文 xingwen xw|宜宾西 yibinxi ybx|长宁 changning cn|泥溪 nixi nxi|南溪 nanxi nx|屏山 pingshan psh|兴文南 xingwennan xwn|南溪北 nanxibei nxb|宜宾东 yibindong ybd|宜宾 yibin yb
庆阳 qingyang qy|长庆桥 changqingqiao cqq|环县 huanxian hx|庆阳 qingyang qy|宁县 ningxian nx|庆城 qingcheng qc|曲子 quzi qz|甜水堡 tianshuibu tsb
崇仁 chongren cr|崇仁 chongren cr
长寿 changshou cs|长寿北 changshoubei csb|长寿 changshou cs|长寿湖 changshouhu csh
潮州 chaozhou cz|潮汕 chaoshan cs|饶平 raoping rp|潮安 chaoan ca|潮州 chaozhou cz
广元 guangyuan gy|朝天 chaotian ct|朝天南 chaotiannan ctn|苍溪 cangxi cx|广元 guangyuan gy|剑门关 jianmenguan jmg|青川 qingchuan qc|姚渡 yaodu yd
长汀 changting ct|长汀南 changtingnan ctn|长汀 changting ct
铁岭 tieling tl|昌图 changtu ct|昌图西 changtuxi ctx|开原 kaiyuan ky|开原西 kaiyuanxi kyx|铁岭 tieling tl|铁岭西 tielingxi tlx|西丰 xifeng xf|八面城 bamiancheng bmc|三江口 sanjiangkou sjk
怀化 huaihua hh|辰溪 chenxi cx|怀化南 huaihuanan hhn|怀化 huaihua hh|会同 huitong ht|黔城 qiancheng qc|通道 tongdao td|新晃 xinhuang xh|新晃西 xinhuangxi xhx|溆浦南 xupunan xpn|溆浦 xupu xp|芷江 zhijiang zj|安江东 anjiangdong ajd|低庄 dizhuang dz|靖州 jingzhou jz|麻阳 mayang my|麻阳西 mayangxi myx|牙屯堡 yatunpu ytp
邯郸 handan hd|磁县 cixian cx|邯郸 handan hd|邯郸东 handandong hdd|涉县 shexian sx|磁山 cishan cs|磁西 cixi cx|东戌 dongxu dx|豆庄 douzhuang dz|广平 guangping gp|井店 jingdian jd|康城 kangcheng kc|偏店 piandian pd|徘徊北 paihuaibei phb|什里店 shilidian sld|武安 wuan wa|午汲 wuji wj|悬钟 xuanzhong xz|阳邑 yangyi yy
楚雄 chuxiong cx|楚雄 chuxiong cx|广通北 guangtongbei gtb|元谋西 yuanmouxi ymx|阿南庄 ananzhuang anz|甸心 dianxin dx|黑井 heijing hj|禄丰南 lufengnan lfn|龙骨甸 longgudian lgd|龙塘坝 longtangba ltb|南华 nanhua nh|小村 xiaocun xc|小月旧 xiaoyuejiu xyj|尹地 yindi yd|羊臼河 yangjiuhe yjh|永仁 yongren yr
菏泽 heze hz|曹县 caoxian cx|东明县 dongmingxian dmx|菏泽东 hezedong hzd|菏泽 heze hz|巨野 juye jy|庄寨 zhuangzhai zz|定陶 dingtao dt|鄄城 juancheng jc|巨野北 juyebei jyb|郓城 yuncheng yc
汕头 shantou st|潮阳 chaoyang cy|汕头南 shantounan stn|汕头 shantou st|潮南 chaonan cn
滁州 chuzhou cz|滁州北 chuzhoubei czb|滁州 chuzhou cz|明光 mingguang mg|定远东 dingyuandong dyd|定远 dingyuan dy|明光西 mingguangxi mgx|全椒 quanjiao qj
常州 changzhou cz|常州北 changzhoubei czb|常州 changzhou cz|溧阳 liyang ly|戚墅堰 qishuyan qsy|瓦屋山 wawushan wws|金坛 jintan jt|武进 wujin wj
长治 changzhi cz|长治北 changzhibei czb|长治东 changzhidong czd|长治 changzhi cz|潞城 lucheng lc|沁县 qinxian qx|长治南 changzhinan czn|黎城 licheng lc|水洋 shuiyang sy|武乡东 wuxiangdong wxd|武乡 wuxiang wx|微子镇 weizizhen wzz|襄垣东 xiangyuandong xyd|襄垣 xiangyuan xy
池州 chizhou cz|池州 chizhou cz|东至 dongzhi dz|九华山 jiuhuashan jhs
郴州 chenzhou cz|郴州 chenzhou cz|郴州西 chenzhouxi czx|安仁 anren ar
沧州 cangzhou cz|沧州 cangzhou cz|沧州西 cangzhouxi czx|泊头 botou bt|东光 dongguang dg|河间西 hejianxi hjx|青县 qingxian qx|任丘 renqiu rq|肃宁 suning sn|吴桥 wuqiao wq
崇左 chongzuo cz|崇左南 chongzuonan czn|崇左 chongzuo cz|扶绥 fusui fs|凭祥 pingxiang px|扶绥南 fusuinan fsn|濑湍 laituan lt|龙州 longzhou lz|宁明东 ningmingdong nmd|宁明 ningming nm|凭祥东 pingxiangdong pxd|渠旧 qujiu qj|渠黎 quli ql|亭亮 tingliang tl|夏石 xiashi xs
永州 yongzhou yz|东安东 dongandong dad|永州 yongzhou yz|道州 daozhou dz|江华 jianghua jh|江永 jiangyong jy|零陵 lingling ll|祁阳 qiyang qy|祁阳北 qiyangbei qy|双牌 shuangpai sp
榆林 yulin yl|定边 dingbian db|府谷 fugu fg|神木北 shenmubei smb|神木南 shenmunan smn|神木 shenmu sm|榆林 yulin yl|靖边 jingbian jb|锦界 jinjie jj|米脂 mizhi mz|清涧县 qingjianxian qjx|绥德 suide sd|神木西 shenmuxi smx|吴堡 wubu wb|子洲 zizhou zz
天水 tianshui ts|东岔 dongcha dc|甘谷 gangu gg|天水 tianshui ts|天水南 tianshuinan tsn|张家川 zhangjiachuan zjc|贺家店 hejiadian hjd|洛门 luomen lm|南河川 nanhechuan nhc|磐安镇 pananzhen paz|秦安 qinan qa|清水县 qingshuixian qsx|三阳川 sanyangchuan syc|渭南镇 weinanzhen wnz|武山 wushan ws|新阳镇 xinyangzhen xyz|鸳鸯镇 yuanyangzhen yyz
丹东 dandong dd|丹东 dandong dd|东港北 donggangbei dgb|大孤山 dagushan dgs|凤凰城 fenghuangcheng fhc|通远堡 tongyuanpu typ|北井子 beijingzi bjz|丹东西 dandongxi ddx|凤城东 fengchengdong fcd|灌水 guanshui gs|宽甸 kuandian kd|刘家河 liujiahe ljh|汤山城 tangshancheng tsc|通远堡西 tongyuanpuxi typx|五龙背 wulongbei wlb|五龙背东 wulongbeidong wlbd|一面山 yimianshan yms|花博山 huaboshan hbs
东方 dongfang df|东方 dongfang df|金月湾 jinyuewan jyw
商洛 shangluo sl|丹凤 danfeng df|商洛 shangluo sl|商南 shangnan sn|柞水 zhashui zs|砚川 yanchuan yc|镇安 zhenan za|商洛北 shangluobei slb
鸡西 jixi jx|东方红 dongfanghong dfh|虎林 hulin hl|鸡东 jidong jd|鸡西 jixi jx|鸡西西 jixixi jxx|密山 mishan ms|滴道 didao dd|东海 donghai dh|黑台 heitai ht|梨树镇 lishuzhen lsz|麻山 mashan ms|裴德 peide pd|青龙 qinglong ql|石磷 shilin sl|卫星 weixing wx|兴凯 xingkai xk|西麻山 ximashan xms|永安乡 yonganxiang yax|迎春 yingchun yc|杨岗 yanggang yg
酒泉 jiuquan jq|东风南 dongfengnan dfn|敦煌 dunhuang dh|酒泉南 jiuquannan jqn|酒泉 jiuquan jq|柳园南 liuyuannan lyn|柳园 liuyuan ly|肃北 subei sb|玉门 yumen ym|阿克塞 akesai aks|瓜州 guazhou gz|河东里 hedongli hdl|金塔 jinta jt|清水北 qingshuibei qsb|清水 qingshui qs|疏勒河 shulehe slh|肃州 suzhou sz
锦州 jinzhou jz|大虎山 dahushan dhs|锦州北 jinzhoubei jzb|锦州 jinzhou jz|锦州南 jinzhounan jzn|义县 yixian yx|八角台 bajiaotai bjt|沟帮子 goubangzi gbz|黑山北 heishanbei hsb|凌海 linghai lh|凌海南 linghainan lhn|泥河子 nihezi nhz|七里河 qilihe qlh|小东 xiaodong xd|新立屯 xinlitun xlt|义县西 yixianxi yxx|周家屯 zhoujiatun zjt
垫江 dianjiang dj|垫江 dianjiang dj
大同 datong dt|大涧 dajian dj|大同南 datongnan dtn|大同 datong dt|灵丘 lingqiu lq|平旺 pingwang pw|平型关 pingxingguan pxg|天镇 tianzhen tz|云彩岭 yuncailing ycl|阳高 yanggao yg|阳高南 yanggaonan ygn|招柏 zhaobai zb
邵阳 shaoyang sy|洞口 dongkou dk|隆回 longhui lh|邵东 shaodong sd|邵阳 shaoyang sy|邵阳北 shaoyangbei syb|邵阳西 shaoyangxi syx|杨桥 yangqiao yq
大连 dalian dl|大连北 dalianbei dlb|大连 dalian dl|金州 jinzhou jz|旅顺 lvshun ls|普兰店 pulandian pld|瓦房店 wafangdian wfd|瓦房店西 wafangdianxi wfdx|庄河北 zhuanghebei zhb|周水子 zhoushuizi zsz|长岭子 changlingzi clz|城子坦 chengzitan czt|大连西 dalianxi dlx|登沙河 dengshahe dsh|广宁寺南 guangningsinan gnn|广宁寺 guangningsi gns|花园口 huayuankou hyk|金普 jinpu jp|夹心子 jiaxinzi jxz|亮甲店 liangjiadian ljd|皮口南 pikounan pk|皮口 pikou pk|青堆 qingdui qd|沙河口 shahekou shk|杏树屯 xingshutun xst|营城子 yingchengzi ycz
德令哈 delingha dlh|德令哈 delingha dlh
渭南 weinan wn|大荔 dali dl|韩城 hancheng hc|华州 huazhou hz|孟塬 mengyuan my|蒲城东 puchengdong pcd|潼关 tongguan tg|渭南 weinan wn|渭南北 weinanbei wnb|渭南西 weinanxi wnx|白水县 baishuixian bsx|澄城 chengcheng cc|富平南 fupingnan fpn|合阳 heyang hy|合阳北 heyangbei hyb|蒲城 pucheng pc|孙镇 sunzhen sz|渭南南 weinannan wnn|韦庄 weizhuang wz|钟家村 zhongjiacun zjc|张桥 zhangqiao zq
大理 dali dl|大理 dali dl|鹤庆 heqing hq|祥云 xiangyun xy|巍山 weishan ws|云南驿 yunnanyi yny
赣州 ganzhou gz|定南 dingnan dn|定南南 dingnannan dnn|赣州 ganzhou gz|赣州西 ganzhouxi gzx|瑞金 ruijin rj|兴国 xingguo xg|大余 dayu dy|赣县北 ganxianbei gxb|会昌北 huichangbei hcb|龙南 longnan ln|龙南东 longnandong lnd|宁都 ningdu ndu|石城东 shichengdong scd|信丰 xinfeng xf|信丰西 xinfengxi xfx|兴国西 xingguoxi xgx
梅州 meizhou mz|大埔 dapu dp|梅州 meizhou mz|梅州西 meizhouxi mzx|丰顺东 fengshundong fsd|丰顺 fengshun fs|华城 huacheng hc|建桥 jianqiao jq|畲江北 shejiangbei sjb|五华 wuhua wh|兴宁 xingning xn|兴宁南 xingningnan xnn
大庆 daqing dq|大庆东 daqingdong dqd|大庆 daqing dq|大庆西 daqingxi dqx|太阳升 taiyangsheng tys|新肇 xinzhao xz|创业村 chuangyecun cyc|杜尔伯特 duerbote debt|银浪 yinlang yl|烟筒屯 yantongtun ytt
鄂尔多斯 eerduosi eeds|东胜 dongsheng ds|东胜西 dongshengxi dsx|鄂尔多斯 eerduosi eeds|乌审旗 wushenqi wsq|达拉特旗 dalateqi dltq|达拉特西 dalatexi dltx|东胜东 dongshengdong dsd|碱柜 jiangui jg|准格尔 zhungeer zge
都匀 duyun dy|独山 dushan ds|都匀东 duyundong dyd|都匀 duyun dy|福泉 fuquan fq|麻尾 mawei mw|贵定北 guidingbei gdb|贵定 guiding gd|贵定县 guidingxian gdx|龙里北 longlibei llb|三都县 sanduxian sdx|独山东 dushandong dsd|荔波 libo lb
宿州 suzhou sz|砀山南 dangshannan dsn|泗县东 sixiandong sxd|宿州东 suzhoudong szd|宿州 suzhou sz|萧县北 xiaoxianbei xxb|砀山 dangshan ds|黄口 huangkou hk|灵璧 lingbi lb|泗县 sixian sx|萧县 xiaoxian xx
石嘴山 shizuishan szs|大武口 dawukou dwk|汝箕沟 rujigou rjg|石嘴山南 shizuishannan szsn|白芨沟 baijigou bjg|大磴沟 dadenggou ddg|惠农南 huinongnan hnn|惠农 huinong hn|沙湖 shahu sh|石嘴山 shizuishan szs
定西 dingxi dx|定西北 dingxibei dxb|定西 dingxi dx|陇西 longxi lx|岷县 minxian mx|渭源 weiyuan wy|李家坪 lijiaping ljp|通安驿 tonganyi tay|通渭 tongwei tw|漳县 zhangxian zx
抚州 fuzhou fz|东乡 dongxiang dx|抚州 fuzhou fz|南城 nancheng nc|南丰 nanfeng nf|抚州北 fuzhoubei fzb|抚州东 fuzhoudong fzd
防城港 fangchenggang fcg|东兴市 dongxingshi dxs|防城港北 fangchenggangbei fcgb|茅岭 maoling ml
德阳 deyang dy|德阳 deyang dy|广汉北 guanghanbei ghb|罗江东 luojiangdong ljd|罗江 luojiang lj|绵竹南 mianzhunan mzn|什邡西 shifangxi sfx|三星堆 sanxingdui sxd
宜昌 yichang yc|当阳 dangyang dy|兴山 xingshan xs|宜昌北 yichangbei ycb|宜昌东 yichangdong ycd|宜昌 yichang yc|长阳 changyang cy|枝城 zhicheng zc|枝江北 zhijiangbei zjb
镇江 zhenjiang zj|丹阳 danyang dy|镇江 zhenjiang zj|镇江南 zhenjiangnan zjn|宝华山 baohuashan bhs|大港南 dagangnan dgn|丹徒 dantu dt|丹阳北 danyangbei dyb|句容西 jurongxi jrx|句容 jurong jr
黄石 huangshi hs|大冶北 dayebei dyb|黄石东 huangshidong hsd|黄石 huangshi hs|阳新 yangxin yx|白沙铺 baishapu bsp|枫林 fenglin fl|花湖 huahu hh|黄石北 huangshibei hsb
遂宁 suining sn|大英东 dayingdong dyd|遂宁 suining sn|蓬溪 pengxi px
东营 dongying dy|东营 dongying dy|东营南 dongyingnan dyn|利津南 lijinnan ljn
德州 dezhou dz|德州东 dezhoudong dzd|德州 dezhou dz|陵城 lingcheng lc|平原东 pingyuandong pyd|临邑 linyi ly|平原 pingyuan py|齐河 qihe qh|禹城东 yuchengdong ycd|晏城 yancheng yc|禹城 yucheng yc
南阳 nanyang ny|邓州东 dengzhoudong dzd|邓州 dengzhou dz|南阳 nanyang ny|南阳东 nanyangdong nyd|西峡 xixia xx|方城 fangcheng fc|内乡 neixiang nx|南召 nanzhao nz|桐柏 tongbai tb|唐河 tanghe th|镇平 zhenping zp
达州 dazhou dz|达州 dazhou dz|渠县 quxian qx|土溪 tuxi tx|万源 wanyuan wy|宣汉 xuanhan xh|开江南 kaijiangnan kjn|毛坝 maoba mb|石桥 shiqiao sq|石梯 shiti st
乐山 leshan ls|峨边南 ebiannan ebn|峨眉 emei em|峨眉山 emeishan ems|乐山 leshan ls|燕岗 yangang yg|夹江 jiajiang jj|金口河南 jinkouhenan jkgn|犍为 qianwei qwe|沙湾南 shawannan swn
阿拉善 alashan als|额济纳 ejina ejn|呼鲁斯太 hulusitai hlst|岳家井 yuejiajing yjj
二连浩特 erlianhaote elht|二连 erlian el
鄂州 ezhou ez|鄂州 ezhou ez|鄂州东 ezhoudong ezd|葛店南 gediannan gdn|华容东 huarongdong hrd|华容南 huarongnan hrn|华容 huarong hr
宁德 ningde nd|福鼎 fuding fd|宁德 ningde nd|霞浦 xiapu xp|福安 fuan fa|古田北 gutianbei gtb|古田 gutian gt|屏南 pingnan pn|太姥山 taimushan tms|周宁 zhouning zn|支提山 zhitishan zts
丰都 fengdu fd|丰都 fengdu fd
三亚 sanya sy|凤凰机场 fenghuangjichang fhjc|三亚 sanya sy|亚龙湾 yalongwan ylw|崖州 yazhou yz|南山北 nanshanbei nsb|天涯海角 tianyahaijiao tyhj|崖州湾 yazhouwan yzw
宁波 ningbo nb|奉化 fenghua fh|宁波东 ningbodong nbd|宁波 ningbo nb|宁海 ninghai nh|溪口 xikou xk|余姚 yuyao yy|余姚北 yuyaobei yyb|庄桥 zhuangqiao zq
佳木斯 jiamusi jms|富锦 fujin fj|抚远 fuyuan fy|鹤北 hebei hb|佳木斯 jiamusi jms|建三江 jiansanjiang jsj|孟家岗 mengjiagang mjg|前锋 qianfeng qf|前进镇 qianjinzhen qjz|同江 tongjiang tj|东二道河 dongerdaohe dedh|寒葱沟 hanconggou hcg|洪河 honghe hh|鹤立 heli hl|换新天 huanxintian hxt|佳木斯西 jiamusixi jmsx|莲江口 lianjiangkou ljk|汤原 tangyuan ty|香兰 xianglan xl
涪陵 fuling fl|涪陵北 fulingbei flb|涪陵 fuling fl
运城 yuncheng yc|风陵渡 fenglingdu fld|河津 hejin hj|闻喜西 wenxixi wxx|运城北 yunchengbei ycb|运城 yuncheng yc|永济北 yongjibei yjb|永济 yongji yj|东镇 dongzhen dz|稷山 jishan js|闻喜 wenxi wx|新绛 xinjiang xj
景德镇 jingdezhen jdz|浮梁东 fuliangdong fld|景德镇北 jingdezhenbei jdzb|景德镇 jingdezhen jdz|乐平北 lepingbei lpb|乐平市 lepingshi lps|万年 wannian wn
盐城 yancheng yc|阜宁东 funingdong fnd|盐城北 yanchengbei ycb|盐城 yancheng yc|滨海港 binhaigang bhg|东台 dongtai dt|阜宁 funing fn|阜宁南 funingnan fnn|建湖 jianhu jh|射阳 sheyang sy|响水县 xiangshuixian xsx|盐城大丰 yanchengdafeng ycdf
文山 wenshan ws|富宁 funing fn|广南县 guangnanxian gnx|普者黑 puzhehei pzh|珠琳 zhulin zl
自贡 zigong zg|富顺 fushun fs|自贡北 zigongbei zgb|自贡 zigong zg|沿滩 yantan yt
抚顺 fushun fs|抚顺 fushun fs|大官屯 daguantun dgt|李石寨 lishizhai lsz|南口前 nankouqian nkq|南杂木 nanzamu nzm|清原 qingyuan qy|新宾 xinbin xb
佛山 foshan fs|佛山 foshan fs|佛山西 foshanxi fsx|北滘 beijiao bj|碧江 bijiang bj|北滘西 beijiaoxi bjx|陈村 chencun cc|容桂 ronggui rg|顺德北 shundebei sdb|顺德 shunde sd|顺德学院 shundexueyuan sdxy|狮山北 shishanbei ssb|三水北 sanshuibei ssb|狮山 shishan ss|三水 sanshui ss|三水南 sanshuinan ssn|云东海 yundonghai ydh|张槎 zhangcha zc
深圳 shenzhen sz|福田 futian ft|深圳北 shenzhenbei szb|深圳机场 shenzhenjichang szjc|深圳东 shenzhendong szd|深圳 shenzhen sz|深圳坪山 shenzhenpingshan szps|深圳西 shenzhenxi szx|坂田 bantian bt|福海西 fuhaixi fhx|光明城 guangmingcheng gmc|平湖 pinghu ph|沙井西 shajingxi sjx|深圳机场北 shenzhenjichangbei szjcb
清远 qingyuan qy|飞霞 feixia fx|清城 qingcheng qc|清远 qingyuan qy|英德西 yingdexi ydx|龙塘镇 longtangzhen ltz|英德 yingde yd|燕湖 yanhu yh|源潭 yuantan yt|银盏 yinzhan yz|洲心 zhouxin zx
阜新 fuxin fx|阜新 fuxin fx|阜新南 fuxinnan fxn|大巴 daba db|泡子 paozi pz|清河门北 qinghemenbei qhmb|十家子 shijiazi sjz|乌兰木图 wulanmutu wlmt|新邱 xinqiu xq|章古台 zhanggutai zgt|彰武 zhangwu zw
阜阳 fuyang fy|阜阳 fuyang fy|阜阳西 fuyangxi fyx|界首南 jieshounan jsn|阜南 funan fn|界首市 jieshoushi jss|临泉 linquan lq|三堂集 santangji stj|太和北 taihebei thb|太和东 taihedong thd|颍上北 yingshangbei ysb|颍上 yingshang ys
松原 songyuan sy|扶余北 fuyubei fyb|松原 songyuan sy|陶赖昭 taolaizhao tlz|查干湖 chaganhu cgh|蔡家沟 caijiagou cjg|长山屯 changshantun cst|扶余 fuyu fy|官字井 guanzijing gzj|乾安 qianan qa|太平川 taipingchuan tpc|通途 tongtu tt|王府 wangfu wf
新余 xinyu xy|分宜 fenyi fy|新余北 xinyubei xyb|新余 xinyu xy
曲靖 qujing qj|富源 fuyuan fy|罗平 luoping lp|曲靖北 qujingbei qjb|曲靖 qujing qj|宣威 xuanwei xw|白沙坡 baishapo bsp|白水镇 baishuizhen bsz|长坡岭 changpoling cpl|车转湾 chezhuanwan czw|大田边 datianbian dtb|富源北 fuyuanbei fyb|江所田 jiangsuotian jst|芦沟 lugou lg|陆良 luliang ll|马龙 malong ml|平河口 pinghekou phk|师宗 shizong sz|吴官田 wuguantian wgt|新安 xinan xa|小得江 xiaodejiang xdj|秧草地 yangcaodi ycd|羊尾哨 yangweishao yws|羊者窝 yangzhewo yzw|照福铺 zhaofupu zfp|中寨 zhongzhai zz
乌兰察布 wulanchabu wlcb|丰镇 fengzhen fz|集宁南 jiningnan jnn|乌兰察布 wulanchabu wlcb|兴和北 xinghebei xhb|兴和西 xinghexi xhx|白音察干 baiyinchagan bycg|丰镇北 fengzhenbei fzb|化德 huade hd|旗下营南 qixiayingnan qxyn|旗下营 qixiaying qxy|商都 shangdu sd|土贵乌拉 tuguiwula tgwl|土牧尔台 tumuertai tmet|卓资东 zhuozidong zzd|卓资山 zhuozishan zzs
广安 guangan ga|广安南 guangannan gan|广安 guangan ga|高兴 gaoxing gx|华蓥 huaying hy|武胜 wusheng ws|岳池 yuechi yc
宜春 yichun yc|高安 gaoan ga|宜春 yichun yc|樟树 zhangshu zs|丰城东 fengchengdong fcd|丰城 fengcheng fc|丰城南 fengchengnan fcn|樟树东 zhangshudong zsd
格尔木 geermu gem|格尔木 geermu gem
贵港 guigang gg|贵港 guigang gg|桂平 guiping gp|平南南 pingnannan pnn
桂林 guilin gl|桂林北 guilinbei glb|桂林 guilin gl|全州南 quanzhounan qzn|兴安北 xinganbei xab|恭城 gongcheng gc|桂林西 guilinxi glx|五通 wutong wt|兴安 xingan xa|永福南 yongfunan yfn|阳朔 yangshuo ys
加格达奇 jiagedaqi jgdq|古莲 gulian gl|加格达奇 jiagedaqi jgdq|漠河 mohe mh|塔河 tahe th|阿木尔 amuer ame|林海 linhai lh|图强 tuqiang tq|瓦拉干 walagan wlg|新林 xinlin xl|小扬气 xiaoyangqi xyq
九江 jiujiang jj|共青城 gongqingcheng gqc|九江 jiujiang jj|庐山 lushan ls|彭泽 pengze pz|德安 dean da|都昌 duchang dc|湖口 hukou hk|瑞昌 ruichang rc|瑞昌西 ruichangxi rcx|永修 yongxiu yx
信阳 xinyang xy|固始 gushi gs|淮滨 huaibin hb|潢川 huangchuan hc|信阳 xinyang xy|信阳东 xinyangdong xyd|光山 guangshan gs|罗山 luoshan ls|明港 minggang mg|明港东 minggangdong mgd|商城 shangcheng sc|新县 xinxian xx|息县 xixian xx
随州 suizhou sz|广水 guangshui gs|随州 suizhou sz|随州南 suizhounan szn|随县 suixian sx
中卫 zhongwei zw|干塘 gantang gt|中卫 zhongwei zw|中卫南 zhongweinan zwn|长农 changnong cn|大战场 dazhanchang dzc|韩府湾 hanfuwan hfw|黄羊滩 huangyangtan hyt|李旺 liwang lw|沙坡头 shapotou spt|土桥子 tuqiaozi tqz|宣和 xuanhe xh|营盘水 yingpanshui yps|中宁东 zhongningdong znd|中宁 zhongning zn|中宁南 zhongningnan znn
龙岩 longyan ly|古田会址 gutianhuizhi gthz|冠豸山 guanzhaishan gzs|龙岩 longyan ly|漳平 zhangping zp|漳平西 zhangpingxi zpx|冠豸山南 guanzhaishannan gzn|上杭 shanghang sh|双洋 shuangyang sy|武平 wuping wp|永定 yongding yd|雁石南 yanshinan ysn
聊城 liaocheng lc|冠县 guanxian gx|聊城 liaocheng lc|聊城西 liaochengxi lcx|莘县 shenxian sx|茌平南 chipingnan cpn|临清 linqing lq|阳谷 yanggu yg|茌平 chiping cp
固原 guyuan gy|固原 guyuan gy|二营 erying ey|六盘山 liupanshan lps|彭阳 pengyang py|七营 qiying qy|三关口 sanguankou sgk|沈家河 shenjiahe sjh|三营 sanying sy|褚家湾 zhujiawan zjw
连云港 lianyungang lyg|赣榆 ganyu gy|连云港东 lianyungangdong lygd|连云港 lianyungang lyg|东海县 donghaixian dhx|灌南 guannan gn|灌云 guanyun gy
茂名 maoming mm|高州 gaozhou gz|茂名 maoming mm|茂名南 maomingnan mmn|茂名西 maomingxi mmx|信宜 xinyi xy|电白 dianbai db|化州 huazhou hz|马踏 mata mt
淮安 huaian ha|淮安东 huaiandong had|淮安 huaian ha|淮安南 huaiannan han|涟水 lianshui ls
淮北 huaibei hb|淮北 huaibei hb|淮北北 huaibeibei hbb|青龙山 qinglongshan qls
忻州 xinzhou xz|河边 hebian hb|岢岚 kelan kl|宁武 ningwu nw|轩岗 xuangang xg|忻州 xinzhou xz|忻州西 xinzhouxi xzx|原平 yuanping yp|原平西 yuanpingxi ypx|安塘 antang at|豆罗 douluo dl|定襄 dingxiang dx|代县 daixian dx|东淤地 dongyudi dyd|大营 daying dy|东庄 dongzhuang dz|繁峙 fanshi fs|平社 pingshe ps|秦家庄 qinjiazhuang qjz|神池 shenchi sc|五台山 wutaishan wts|五寨 wuzhai wz|下社 xiashe xs|阳明堡 yangmingbu ymb|枣林 zaolin zl|雁门关 yanmenguan ymg
合川 hechuan hc|合川 hechuan hc
河池 hechi hc|河池西 hechixi hcx|环江 huanjiang hj|金城江 jinchengjiang jcj|南丹 nandan nd|都安 duan da|罗城 luocheng lc|永安镇 yonganzhen yaz|宜州 yizhou yz
金华 jinhua jh|横店 hengdian hd|金华南 jinhuanan jhn|金华 jinhua jh|兰溪 lanxi lx|永康南 yongkangnan ykn|义乌 yiwu yw|东阳北 dongyangbei dyb|兰溪东 lanxidong lxd|磐安 panan pa|磐安南 panannan pan|浦江 pujiang pj|武义北 wuyibei wyb|武义 wuyi wy|永康 yongkang yk
惠州 huizhou hz|惠东南 huidongnan hdn|惠阳 huiyang hy|惠州北 huizhoubei hzb|惠州 huizhou hz|小金口 xiaojinkou xjk|博罗北 boluobei blb|陈江南 chenjiangnan cjn|惠环 huihuan hh|惠州西 huizhouxi hzx|龙丰 longfeng lf|沥林北 lilinbei llb|西湖东 xihudong xhd|云山 yunshan ys|仲恺 zhongkai zk|博罗 boluo bl|惠东 huidong hd|惠州南 huizhounan hzn|罗浮山 luofushan lfs
陇南 longnan ln|哈达铺 hadapu hdp|两当 liangdang ld|陇南 longnan ln|宏庆 hongqing hq|徽县 huixian hx
临汾 linfen lf|洪洞西 hongtongxi hdx|侯马 houma hm|侯马西 houmaxi hmx|临汾 linfen lf|临汾西 linfenxi lfx|洪洞 hongtong hd|霍州东 huozhoudong hzd|霍州 huozhou hz|襄汾 xiangfen xf|襄汾西 xiangfenxi xfx|赵城 zhaocheng zc|安泽 anze az|浮山 fushan fs|洪洞北 hongtongbei hdb|蒲县 puxian px|隰县 xixian xx
伊宁 yining yn|霍尔果斯 huoerguosi hegs|奎屯 kuitun kt|伊宁东 yiningdong ynd|伊宁 yining yn|布列开 buliekai blk|霍城 huocheng hc|尼勒克 nileke nlk
黄冈 huanggang hg|黄冈东 huanggangdong hgd|黄梅东 huangmeidong hmd|麻城北 machengbei mcb|麻城 macheng mc|蔡山 caishan cs|红安 hongan ha|黄冈 huanggang hg|黄冈西 huanggangxi hgx|黄梅 huangmei hm|黄州 huangzhou hz
蒙自 mengzi mz|红河 honghe hh|河口北 hekoubei hkb|弥勒 mile ml|蒙自 mengzi mz|建水 jianshui js|开远南 kaiyuannan kyn|屏边 pingbian pb|朋普 pengpu pp|曲江 qujiang qj|竹园 zhuyuan zy
库尔勒 kuerle kel|和静 hejing hj|和硕 heshuo hs|库尔勒 kuerle kel|米兰 milan ml|若羌 ruoqiang rq|焉耆 yanqi yq|依吞布拉克 yitunbulake ytblk|库尔木依 kuermuyi kemy|轮台 luntai lt|马兰 malan ml|铁干里克 tieganlike tglk|英库勒 yinfkule ykl|尉犁 yuli yl
肇庆 zhaoqing zq|怀集 huaiji hj|肇庆东 zhaoqingdong zqd|肇庆 zhaoqing zq|鼎湖东 dinghudong dhd|鼎湖山 dinghushan dhs|大旺 dawang dw|端州 duanzhou dz|广宁 guangning gn|四会 sihui sh
葫芦岛 huludao hld|葫芦岛北 huludaobei hldb|葫芦岛 huludao hld|绥中 suizhong sz|兴城 xingcheng xc|东戴河 dongdaihe ddh|建昌 jianchang jc|绥中北 suizhongbei szb|兴城西 xingchengxi xcx
通辽 tongliao tl|霍林郭勒 huolinguole hlgl|库伦 kulun kl|开鲁 kailu kl|奈曼 naiman nm|通辽 tongliao tl|珠斯花 zhusihua zsh|敖力布告 aolibugao albg|保康 baokang bk|宝龙山 baolongshan bls|八仙筒 baxiantong bxt|白音他拉 baiyintala bytl|东来 donglai dl|大林 dalin dl|东明村 dongmingcun dmc|甘旗卡 ganqika gqk|黄花筒 huanghuatong hht|金宝屯 jinbaotun jbt|木里图 mulitu mlt|舍力虎 shelihu slh|治安 zhian za|扎鲁特 zhalute zlt
延安 yanan ya|黄陵南 huanglingnan hln|延安 yanan ya|富县北 fuxianbei fxb|富县东 fuxiandong fxd|富县 fuxian fx|甘泉北 ganquanbei gqb|甘泉 ganquan gq|黄陵东 huanglingdong hld|黄陵 huangling hl|洛川北 luochuanbei lcb|洛川 luochuan lc|子长 zichang zc
汕尾 shanwei sw|鲘门 houmen hm|陆丰 lufeng lf|汕尾 shanwei sw|陆丰东 lufengdong lfd|陆丰南 lufengnan lfn
南通 nantong nt|海门 haimen hm|南通 nantong nt|南通西 nantongxi ntx|启东 qidong qd|如东 rudong rd|栟茶 bencha bc|海安 haian ha|如皋 rugao rg|如皋南 rugaonan rgn
哈密 hami hm|哈密 hami hm
淮南 huainan hn|淮南 huainan hn|淮南东 huainandong hnd|淮南南 huainannan hnn|凤台南 fengtainan ftn|寿县 shouxian sx
桦南 huanan hn|桦南 huanan hn|桦南东 huanandong hnd
嘉兴 jiaxing jx|海宁西 hainingxi hnx|嘉兴 jiaxing jx|嘉兴南 jiaxingnan jxn|海宁 haining hn|嘉善 jiashan js|嘉善南 jiashannan jsn|桐乡 tongxiang tx
朔州 shuozhou sz|怀仁东 huairendong hrd|朔州 shuozhou sz|岱岳 daiyue dy|怀仁 huairen hr|神头 shentou st|山阴 shanyin sy|应县 yingxian yx|山阴南 shanyinnan syn|朔州东 shuozhoudong szd|应县西 yingxianxi yxx
华阴 huayin hy|华山北 huashanbei hsb|华山 huashan hs
衡水 hengshui hs|衡水北 hengshuibei hsb|衡水 hengshui hs|大营镇 dayingzhen dyz|景州 jingzhou jz|龙华 longhua lh|饶阳 raoyang ry|深州 shenzhou sz|王瞳 wangtong wt|枣强 zaoqiang zq
黄山 huangshan hs|黄山北 huangshanbei hsb|黄山 huangshan hs|黄山西 huangshanxi hsx|祁门 qimen qm|祁门南 qimennan qmn|歙县北 shexianbei sxb|歙县 shexian sx|三阳 sanyang sy|黟县东 yixiandong yxd
塔城 tacheng tc|和什托洛盖 heshituoluogai hstlg|四棵树 sikeshu sks|塔城 tacheng tc|乌苏 wusu ws|额敏 emin em|玛纳斯湖 manasihu mnsh|沙湾市 shawanshi sws|铁厂沟 tiechanggou tcg
晋中 jinzhong jz|和顺县 heshunxian hsx|介休东 jiexiudong jxd|介休 jiexiu jx|灵石东 lingshidong lsd|平遥古城 pingyaogucheng pygc|太谷 taigu tg|昔阳 xiyang xy|榆次 yuci yc|榆社 yushe ys|左权 zuoquan zq|晋中 jinzhong jz|灵石 lingshi ls|平遥 pingyao py|祁县东 qixiandong qxd|祁县 qixian qx|寿阳 shouyang sy|太谷东 taigudong tgd|太谷西 taiguxi tgx|榆社西 yushexi ysx|张兰 zhanglan zl
和田 hetian ht|和田 hetian ht|墨玉 moyu my|皮山 pishan ps|策勒 cele cl|昆玉 kunyu ky|洛浦 luopu lp|民丰 minfeng mf|玉泉镇 yuquanzhen yqz|于田 yutian yt
衡阳 hengyang hy|衡阳 hengyang hy|衡阳东 hengyangdong hyd|耒阳 leiyang ly|耒阳西 leiyangxi lyx|衡南 hengnan hn|衡山 hengshan hs|衡山西 hengshanxi hsx|祁东北 qidongbei qd|祁东 qidong qd|西渡 xidu xd
烟台 yantai yt|海阳 haiyang hy|龙口市 longkoushi lks|蓬莱 penglai pl|烟台 yantai yt|烟台南 yantainan ytn|福山北 fushanbei fsb|福山 fushan fs|海阳北 haiyangbei hyb|莱阳 laiyang ly|莱阳南 laiyangnan lyn|莱州 laizhou lz|牟平 muping mp|桃村北 taocunbei tcb|桃村 taocun tc|徐家店 xujiadian xjd|烟台西 yantaixi ytx|芝罘 zhifu zf|招远 zhaoyuan zy
河源 heyuan hy|河源东 heyuandong hyd|河源 heyuan hy|龙川 longchuan lc|龙川西 longchuanxi lcx|和平北 hepingbei hpb|和平 heping hp|河源北 heyuanbei hyb
雅安 yaan ya|汉源 hanyuan hy|名山 mingshan ms|雅安 yaan ya
贺州 hezhou hz|贺州 hezhou hz|富川 fuchuan fc|钟山 zhongshan zs|钟山西 zhongshanxi zsx
吉安 jian ja|吉安 jian ja|吉安西 jianxi jax|井冈山 jinggangshan jgs|泰和 taihe th|吉水西 jishuixi jsx|龙市 longshi ls|万安县 wananxian wax|新干 xingan xg|新干东 xingandong xgd|峡江 xiajiang xj
通化 tonghua th|集安 jian ja|柳河 liuhe lh|梅河口 meihekou mhk|通化 tonghua th|朝阳镇 chaoyangzhen cyz|二密河 ermihe emh|山城镇 shanchengzhen scz|三源浦 sanyuanpu syp|通化县 tonghuaxian thx
辽源 liaoyuan ly|建安 jianan ja|辽源 liaoyuan ly|白泉 baiquan bq|东丰 dongfeng df
江边村 jiangbiancun jbc|江边村 jiangbiancun jbc
晋城 jincheng jc|晋城东 jinchengdong jcd|晋城 jincheng jc|嘉峰 jiafeng jf|高平东 gaopingdong gpd|高平 gaoping gp|晋城北 jinchengbei jcb|阳城 yangcheng yc|西阳村 xiyangcun xyc
金昌 jinchang jc|金昌 jinchang jc|芨岭 jiling jl|玉石 yushi ys
吉林 jilin jl|蛟河 jiaohe jh|蛟河西 jiaohexi jhx|吉林 jilin jl|磐石 panshi ps|舒兰 shulan sl|烟筒山 yantongshan yts|吉舒 jishu js|明城 mingcheng mc|双吉 shuangji sj
泉州 quanzhou qz|晋江 jinjiang jj|泉州 quanzhou qz|惠安 huian ha|泉港 quangang qg|泉州东 quanzhoudong qzd|泉州南 quanzhounan qzn|安溪东 anxidong axd|德化 dehua dh|南安北 nananbei nab|永春 yongchun yc
青岛 qingdao qd|即墨北 jimobei jmb|莱西 laixi lx|平度 pingdu pd|平度西 pingduxi pdx|青岛 qingdao qd|青岛北 qingdaobei qdb|青岛西 qingdaoxi qdx|城阳 chengyang cy|董家口 dongjiakou djk|灰埠 huibu hb|红岛 hongdao hd|胶州北 jiaozhoubei jzb|胶州 jiaozhou jz|蓝村 lancun lc|莱西南 laixinan lxn|青岛机场 qingdaojichang qdjc|夏格庄 xiagezhuang xgz
江门 jiangmen jm|江门 jiangmen jm|新会 xinhui xh|恩平 enping ep|江海 jianghai jh|江门东 jiangmendong jmd|开平南 kaipingnan kpn|礼乐 liyue ly|双水镇 shuangshuizhen ssz|台山 taishan ts
荆门 jingmen jm|荆门 jingmen jm|荆门西 jingmenxi jmx|京山 jingshan js|沙洋西 shayangxi syx|钟祥 zhongxiang zx
建宁 jianning jn|建宁县北 jianningxianbei jnxb|建宁南 jianningnan jnn
济宁 jining jn|济宁 jining jn|曲阜东 qufudong qfd|曲阜 qufu qf|兖州 yanzhou yz|济宁北 jiningbei jnb|济宁东 jiningdong jnd|嘉祥北 jiaxiangbei jxb|嘉祥 jiaxiang jx|梁山 liangshan ls|曲阜南 qufunan qfn|泗水 sishui ss|泗水南 sishuinan ssn|邹城 zoucheng zc
吉首 jishou js|吉首东 jishoudong jsd|吉首 jishou js|龙山北 longshanbei lsb|凤凰古城 fenghuanggucheng fhgc|芙蓉镇 furongzhen frz|古丈西 guzhangxi gzx|猛洞河 mengdonghe mdh
衢州 quzhou qz|江山 jiangshan js|开化 kaihua kh|衢州 quzhou qz|衢州西 quzhouxi qzx|常山 changshan cs|龙游北 longyoubei lyb|龙游南 longyounan lyn|龙游 longyou ly
嘉峪关 jiayuguan jyg|镜铁山 jingtieshan jts|嘉峪关 jiayuguan jyg|嘉峪关南 jiayuguannan jygn|绿化 lvhua lh|桥西 qiaoxi qx
宣城 xuancheng xc|绩溪北 jixibei jxb|绩溪县 jixixian jxx|宣城 xuancheng xc|广德 guangde gd|广德南 guangdenan gdn|旌德 jingde jd|泾县 jingxian jx|郎溪南 langxinan lxn|宁国南 ningguonan ngn|宁国 ningguo ng
绵阳 mianyang my|江油 jiangyou jy|绵阳 mianyang my|江油北 jiangyoubei jyb|青莲 qinglian ql|安州 anzhou az|高川 gaochuan gc
荆州 jingzhou jz|荆州 jingzhou jz|松滋西 songzixi szx
六安 luan la|金寨 jinzhai jz|六安 luan la|舒城东 shuchengdong scd|霍邱 huoqiu hq|舒城 shucheng sc|叶集 yeji yj
焦作 jiaozuo jz|焦作 jiaozuo jz|焦作西 jiaozuoxi jzx|焦作东 jiaozuodong jzd|沁阳 qinyang qy|武陟 wuzhi wz|修武 xiuwu xw|修武西 xiuwuxi xwx|月山 yueshan ys
开封 kaifeng kf|开封北 kaifengbei kfb|开封 kaifeng kf|兰考 lankao lk|兰考南 lankaonan lkn|宋城路 songchenglu scl|运粮河 yunlianghe ylh
克拉玛依 kelamayi klmy|克拉玛依 kelamayi klmy|五五 wuwu ww
苏州 suzhou sz|昆山 kunshan ks|昆山南 kunshannan ksn|苏州北 suzhoubei szb|苏州 suzhou sz|张家港 zhangjiagang zjg|常熟 changshu cs|花桥 huaqiao hq|盛泽 shengze sz|苏州南 suzhounan szn|苏州园区 suzhouyuanqu szyq|苏州新区 suzhouxinqu szxq|太仓 taicang tc|太仓南 taicangnan tcn|阳澄湖 yangchenghu ych
三门峡 sanmenxia smx|灵宝 lingbao lb|灵宝西 lingbaoxi lbx|渑池南 mianchinan mcn|三门峡南 sanmenxianan smxn|三门峡西 sanmenxiaxi smxx|三门峡 sanmenxia smx|渑池 mianchi mc|义马 yima ym
来宾 laibin lb|来宾北 laibinbei lbb|来宾 laibin lb
临沧 lincang lc|临沧 lincang lc|云县 yunxian yx
内江 neijiang nj|隆昌北 longchangbei lcb|隆昌 longchang lc|内江北 neijiangbei njb|内江 neijiang nj|资中北 zizhongbei zzb|白马北 baimabei bmb|内江东 neijiangdong njd|威远 weiyuan wy|资中西 zizhongxi zzx
韶关 shaoguan sg|乐昌东 lechangdong lcd|南雄 nanxiong nx|坪石 pingshi ps|韶关东 shaoguandong sgd|韶关 shaoguan sg|丹霞山 danxiashan dxs|乐昌 lechang lc|始兴 shixing sx
临川 linchuan lc|临川 linchuan lc
澄迈 chengmai cm|老城镇 laochengzhen lcz|福山镇 fushanzhen fsz
娄底 loudi ld|娄底 loudi ld|娄底南 loudinan ldn|涟源 lianyuan ly|双峰北 shuangfengbei sfb|新化南 xinhuanan xhn|冷水江东 lengshuijiangdong lsjd|新化 xinhua xh
漯河 luohe lh|漯河 luohe lh|漯河西 luohexi lhx|临颍 linying ly
江津 jiangjin jj|珞璜南 luohuangnan lhn
丽江 lijiang lj|丽江 lijiang lj
林口 linkou lk|林口 linkou lk|林口南 linkounan lkn
梁平 liangping lp|梁平 liangping lp|梁平南 liangpingnan lpn
陵水 lingshui ls|陵水 lingshui ls
丽水 lishui ls|丽水 lishui ls|庆元 qingyuan qy|壶镇 huzhen hz|缙云 jinyun jy|缙云西 jinyunxi jyx|龙泉市 longquanshi lqs|青田 qingtian qt|遂昌 suichang sc|松阳 songyang sy
日照 rizhao rz|岚山西 lanshanxi lsx|日照 rizhao rz|日照西 rizhaoxi rzx|莒县 juxian jx|五莲 wulian wl
泸州 luzhou lz|泸县 luxian lx|泸州 luzhou lz|叙永北 xuyongbei xyb|泸州东 luzhoudong lzd
邢台 xingtai xt|临西 linxi lx|清河城 qinghecheng qhc|沙河市 shaheshi shs|邢台东 xingtaidong xtd|临城 lincheng lc|南宫东 nangongdong ngd|邢台 xingtai xt
辽阳 liaoyang ly|辽阳 liaoyang ly|灯塔 dengta dt
洛阳 luoyang ly|洛阳 luoyang ly|洛阳东 luoyangdong lyd|洛阳龙门 luoyanglongmen lylm|关林 guanlin gl|汝阳 ruyang ry|新安县 xinanxian xax|偃师 yanshi ys
临沂 linyi ly|临沂北 linyibei lyb|临沂 linyi ly|费县北 feixianbei fxb|费县 feixian fx|莒南 junan jn|莒南北 junanbei jnb|厉家寨 lijiazhai ljz|兰陵北 lanlingbei llb|临沂东 linyidong lyd|蒙山 mengshan ms|坪上 pingshang ps|平邑 pingyi py|郯城 tancheng tc|沂南 yinan yn|沂水 yishui ys
林芝 linzhi lz|林芝 linzhi lz
柳州 liuzhou lz|柳州 liuzhou lz|融安 rongan ra|三江南 sanjiangnan sjn|三江县 sanjiangxian sjx|柳江 liujiang lj|鹿寨北 luzhaibei lzb|鹿寨 luzhai lz|融水 rongshui rs
南充 nanchong nc|阆中 langzhong lz|南部 nanbu nb|南充北 nanchongbei ncb|南充 nanchong nc|营山 yingshan ys|马鞍 maan ma|蓬安 pengan pa|蓬安西 penganxi pax|仪陇 yilong yl
马鞍山 maanshan mas|马鞍山东 maanshandong masd|当涂东 dangtudong dtd|含山南 hanshannan hsn|马鞍山 maanshan mas
勐腊 mengla ml|磨憨 mohan mh|勐腊 mengla ml
海东 haidong hd|民和南 minhenan mhn|海东 haidong hd|海东西 haidongxi hdx|乐都 ledu ld|平安驿 pinganyi pay
西昌 xichang xc|冕宁 mianning mn|普雄 puxiong px|西昌 xichang xc|西昌西 xichangxi xcx|德昌 dechang dc|德昌西 dechangxi dcx|甘洛南 ganluonan gln|喜德 xide xd|喜德西 xidexi xdx|月华 yuehua yh|越西 yuexi yx
昌吉 changji cj|玛纳斯 manasi mns|魏家泉 weijiaquan wjq|准东 zhundong zd
商丘 shangqiu sq|民权 minquan mq|宁陵县 ninglingxian nlx|商丘 shangqiu sq|民权北 minquanbei mqb|商丘东 shangqiudong sqd|商丘南 shangqiunan sqn|夏邑县 xiayixian xyx|永城北 yongchengbei ycb|虞城县 yuchengxian ycx
眉山 meishan ms|眉山东 meishandong msd|眉山 meishan ms|彭山北 pengshanbei psb|彭山 pengshan ps|青神 qingshen qs
茫崖 mangya my|茫崖 mangya my
海北州 haibeizhou hbz|门源 menyuan my|海晏 haiyan hy
南平 nanping np|南平市 nanpingshi nps|邵武 shaowu sw|松溪 songxi sx|武夷山北 wuyishanbei wysb|武夷山 wuyishan wys|延平东 yanpingdong ypd|延平 yanping yp|延平西 yanpingxi ypx|光泽 guangze gz|建瓯东 jianoudong jod|建瓯 jianou jo|建瓯西 jianouxi jox|建阳 jianyang jy|顺昌 shunchang sc|政和 zhenghe zh
那曲 naqu nq|那曲 naqu nq|安多 anduo ad
阳泉 yangquan yq|平定 pingding pd|阳泉北 yangquanbei yqb|阳泉东 yangquandong yqd|阳泉 yangquan yq|娘子关 niangziguan nzg|岩会 yanhui yh
平顶山 pingdingshan pds|平顶山 pingdingshan pds|平顶山西 pingdingshanxi pdsx|宝丰 baofeng bf|郏县 jiaxian jx|鲁山 lushan ls|汝州 ruzhou rz
普洱 puer pe|普洱 puer pe
盘锦 panjin pj|盘锦北 panjinbei pjb|盘锦 panjin pj|盘山 panshan ps
平凉 pingliang pl|平凉 pingliang pl|平凉南 pingliangnan pln|泾川 jingchuan jc|庙庄 miaozhuang mz|新李 xinli xl
揭阳 jieyang jy|普宁 puning pn|惠来 huilai hl|揭阳 jieyang jy|揭阳机场 jieyangjichang jyjc|揭阳南 jieyangnan jyn|葵潭 kuitan kt
彭水 pengshui ps|彭水西 pengshuixi psx|彭水 pengshui ps
莆田 putian pt|莆田 putian pt|涵江 hanjiang hj|仙游 xianyou xy
萍乡 pingxiang px|萍乡北 pingxiangbei pxb|萍乡 pingxiang px
濮阳 puyang py|濮阳 puyang py|濮阳东 puyangdong pyd|南乐 nanle nl|台前 taiqian tq
攀枝花 panzhihua pzh|攀枝花 panzhihua pzh|攀枝花南 panzhihuanan pzhn|花棚子 huapengzi hpz|拉鲊 lazha lz|米易东 miyidong myd|盐边 yanbian yb|迤资 yizi yz
蕲春 qichun qc|蕲春 qichun qc|蕲春南 qichunnan qcn
琼海 qionghai qh|琼海 qionghai qh|博鳌 boao ba
綦江 qijiang qj|綦江东 qijiangdong qjd|赶水东 ganshuidong gsd
黔江 qianjiang qj|黔江 qianjiang qj
三明 sanming sm|清流 qingliu ql|三明北 sanmingbei smb|三明 sanming sm|三元区 sanyuanqu syq|泰宁 taining tn|永安南 yongannan yan|尤溪 youxi yx|将乐 jiangle jl|宁化 ninghua nh|水茜 shuixi sx|永安 yongan ya|杨源 yangyuan yy|大田北 datianbei dtb|明溪 mingxi mx|三元西 sanyuanxi syx
吴忠 wuzhong wz|青铜峡 qingtongxia qtx|吴忠 wuzhong wz|艾家村 aijiacun ajc|惠安堡 huianpu hap|红寺堡 hongsibu hsp|红寺堡北 hongsibubei hsbb|石坝 shiba sb|同心 tongxin tx|太阳山 taiyangshan tys|王团庄 wangtuanzhuang wtz|盐池 yanchi yc
钦州 qinzhou qz|钦州东 qinzhoudong qzd|康熙岭 kangxiling kxl|马皇 mahuang mh|钦州 qinzhou qz|小董 xiaodong xd
荣昌 rongchang rc|荣昌北 rongchangbei rcb
威海 weihai wh|荣成 rongcheng rc|乳山南 rushannan rsn|威海 weihai wh|乳山 rushan rs|文登东 wendengdong wdd|文登 wendeng wd|文登南 wendengnan wdn|威海北 weihaibei whb|威海南海 weihainanhai whnh
日喀则 rikaze rkz|日喀则 rikaze rkz|仁布 renbu rb
石河子 shihezi shz|石河子 shihezi shz
台州 taizhou tz|三门县 sanmenxian smx|头门港 toumengang tmg|台州 taizhou tz|台州西 taizhouxi tzx|温岭 wenling wl|杜桥 duqiao dq|临海 linhai lh|临海南 linhainan lhn|天台山 tiantaishan tts|仙居南 xianjunan xjn|仙居 xianju xj
徐州 xuzhou xz|睢宁 suining sn|徐州东 xuzhoudong xzd|徐州 xuzhou xz|观音机场 guanyinjichang gyjc|邳州东 pizhoudong pzd|邳州 pizhou pz|新沂 xinyi xy|新沂南 xinyinan xyn
四平 siping sp|四平东 sipingdong spd|四平 siping sp|茂林 maolin ml|双辽 shuangliao sl|伊通 yitong yt
周口 zhoukou zk|沈丘北 shenqiubei sqb|周口东 zhoukoudong zkd|周口 zhoukou zk|扶沟南 fugounan fgn|淮阳南 huaiyangnan hyn|沈丘 shenqiu sq|项城 xiangcheng xc|西华 xihua xh
宿迁 suqian sq|宿迁 suqian sq|泗洪 sihong sh|泗阳 siyang sy|沭阳 shuyang sy|洋河 yanghe yh
上饶 shangrao sr|上饶 shangrao sr|婺源 wuyuan wy|玉山 yushan ys|玉山南 yushannan ysn|德兴东 dexingdong dxd|德兴 dexing dx|横峰 hengfeng hf|鄱阳 poyang py|鄱阳北 poyangbei pyb|五府山 wufushan wfs|余干 yugan yg|弋阳 yiyang yy
吐鲁番 tulufan tlf|鄯善北 shanshanbei ssb|吐哈 tuha th|吐鲁番北 tulufanbei tlfb|吐鲁番 tulufan tlf|鄯善 shanshan ss
湘潭 xiangtan xt|韶山 shaoshan ss|韶山南 shaoshannan ssn|湘潭 xiangtan xt|板塘 bantang bt|荷塘 hetang ht|湘潭北 xiangtanbei xtb|湘乡 xiangxiang xx|昭山 zhaoshan zs
铜仁 tongren tr|松桃 songtao st|铜仁 tongren tr|铜仁南 tongrennan trn|玉屏 yuping yp|朱砂古镇 zhushaguzhen zsgz
绍兴 shaoxing sx|绍兴北 shaoxingbei sxb|绍兴东 shaoxingdong sxd|绍兴 shaoxing sx|嵊州新昌 shengzhouxinchang szxc|诸暨 zhuji zj|上虞南 shangyunan syn|上虞 shangyu sy|嵊州北 shengzhoubei szb|新昌北 xinchangbei xcb
十堰 shiyan sy|十堰 shiyan sy|十堰东 shiyandong syd|武当山 wudangshan wds|丹江口 danjiangkou djk|武当山西 wudangshanxi wdsx
石柱 shizhu sz|石柱县 shizhuxian szx
泰安 taian ta|泰安 taian ta|泰山 taishan ts|磁窑 ciyao cy|范镇 fanzhen fz|上高镇 shanggaozhen sgz|燕家庄 yanjiazhuang yjz
铜川 tongchuan tc|铜川东 tongchuandong tcd|铜川 tongchuan tc|铜川北 tongchuanbei tcb|宜君 yijun yj|耀州 yaozhou yz
玉溪 yuxi yx|通海 tonghai th|玉溪 yuxi yx|阳宗 yangzong yz
铜陵 tongling tl|铜陵 tongling tl|铜陵北 tonglingbei tlb
天门 tianmen tm|天门 tianmen tm|天门南 tianmennan tmn|天门北 tianmenbei tmb
潼南 tongnan tn|潼南 tongnan tn
遵义 zunyi zy|桐梓北 tongzibei tzb|桐梓东 tongzidong tzd|遵义 zunyi zy|遵义西 zunyixi zyx|娄山关南 loushanguannan lsgn|乌江寨 wujiangzhai wjz
枣庄 zaozhuang zz|滕州东 tengzhoudong tzd|枣庄 zaozhuang zz|枣庄西 zaozhuangxi zzx|滕州 tengzhou tz|枣庄东 zaozhuangdong zzd
泰州 taizhou tz|泰州 taizhou tz|姜堰 jiangyan jy
文昌 wenchang wc|文昌 wenchang wc
潍坊 weifang wf|潍坊 weifang wf|昌乐 changle cl|昌邑 changyi cy|高密北 gaomibei gmb|高密 gaomi gm|青州市北 qingzhoushibei qzsb|青州市 qingzhoushi qzs|潍坊北 weifangbei wfb|诸城 zhucheng zc
乌海 wuhai wh|乌海 wuhai wh|乌海南 wuhainan whn|乌海西 wuhaixi whx
芜湖 wuhu wh|芜湖 wuhu wh|无为南 wuweinan wwn|繁昌西 fanchangxi fcx|南陵 nanling nl|芜湖北 wuhubei whb|芜湖南 wuhunan whn|无为 wuwei ww|湾沚南 wanzhinan wzn
武隆 wulong wl|武隆 wulong wl|武隆南 wulongnan wln
兴义 xingyi xy|威舍 weishe ws|兴义 xingyi xy|兴义南 xingyinan xyn|安龙 anlong al|册亨 ceheng ch|岔江 chajiang cj|普安县 puanxian pax|革居 geju gj
武威 wuwei ww|武威东 wuweidong wwd|武威 wuwei ww|武威南 wuweinan wwn|打柴沟 dachaigou dcg|古浪 gulang gl|古浪北 gulangbei glb|黑冲滩 heichongtan hct|黄羊镇 huangyangzhen hyz|龙沟 longgou lg|石峡子 shixiazi sxz|上腰墩 shangyaodun syd|谭家井 tanjiajing tjj|土门子 tumenzi tmz|天祝 tianzhu tz|天祝西 tianzhuxi tzx|园墩 yuandun yd
武穴 wuxue wx|武穴北 wuxuebei wxb|武穴 wuxue wx
无锡 wuxi wx|无锡东 wuxidong wxd|无锡 wuxi wx|宜兴 yixing yx|惠山 huishan hs|无锡新区 wuxixinqu wxxq|江阴 jiangyin jy
万州 wanzhou wz|万州北 wanzhoubei wzb|万州 wanzhou wz
梧州 wuzhou wz|梧州 wuzhou wz|梧州南 wuzhounan wzn|岑溪 cenxi cx|藤县 tengxian tx
香港 xianggang xg|香港西九龙 hkwestkowloon xgxjl
锡林郭勒 xilinguole xlgl|锡林浩特 xilinhaote xlht|阿巴嘎旗 abagaqi abgq|桑根达来 sanggendalai sgdl|赛汗塔拉 saihantala shtl|苏尼特左旗 sunitezuoqi sntzq|朱日和 zhurihe zrh|正镶白旗 zhengxiangbaiqi zxbq
厦门 xiamen xm|厦门北 xiamenbei xmb|厦门 xiamen xm|厦门高崎 xiamengaoqi xmgq
秀山 xiushan xs|秀山 xiushan xs
景洪 jinghong jh|西双版纳 xishuangbanna xsbn|橄榄坝 ganlanba glb|野象谷 yexianggu yxg
仙桃 xiantao xt|仙桃 xiantao xt|仙桃西 xiantaoxi xtx
新乡 xinxiang xx|新乡东 xinxiangdong xxd|新乡 xinxiang xx|长垣 changyuan cy|获嘉 huojia hj|卫辉南 weihuinan whn|卫辉 weihui wh|新乡南 xinxiangnan xxn
襄阳 xiangyang xy|襄阳 xiangyang xy|襄阳东 xiangyangdong xyd|襄州 xiangzhou xz|枣阳 zaoyang zy|保康县 baokangxian bkx|谷城北 guchengbei gcb|谷城 gucheng gc|南漳 nanzhang nz|宜城南 yichengnan ycn
永川 yongchuan yc|永川东 yongchuandong ycd
阳江 yangjiang yj|阳春 yangchun yc|阳江 yangjiang yj|春湾 chunwan cw|阳春东 yangchundong ycd|阳东 yangdong yd|阳江北 yangjiangbei yjb|阳西 yangxi yx
于都 yudu yd|于都 yudu yd|于都北 yudubei ydb
云浮 yunfu yf|云浮东 yunfudong yfd|郁南 yunan yn|南江口 nanjiangkou njk|新兴南 xinxingnan xxn|新兴县 xinxingxian xxx
鹰潭 yingtan yt|鹰潭 yingtan yt|鹰潭北 yingtanbei ytb|贵溪 guixi gx|余江 yujiang yj
漳州 zhangzhou zz|云霄 yunxiao yx|诏安 zhaoan za|漳州东 zhangzhoudong zzd|漳州 zhangzhou zz|角美 jiaomei jm|龙山镇 longshanzhen lsz|南靖 nanjing nj|漳浦 zhangpu zp
益阳 yiyang yy|益阳 yiyang yy|益阳南 yiyangnan yyn|安化 anhua ah
岳阳 yueyang yy|岳阳 yueyang yy|岳阳东 yueyangdong yyd|路口铺 lukoupu lkp|临湘 linxiang lx|汨罗东 miluodong mld|汨罗 miluo ml|岳阳南 yueyangnan yyn
扬州 yangzhou yz|扬州东 yangzhoudong yzd|扬州 yangzhou yz|宝应 baoying by|高邮北 gaoyoubei gyb|高邮 gaoyou gy|江都 jiangdu jd
淄博 zibo zb|淄博北 zibobei zbb|淄博 zibo zb|桓台 huantai ht|黑旺 heiwang hw|临淄北 linzibei lzb|南博山 nanboshan nbs|南仇 nanqiu nc|司家岭 sijialing sjl|源迁 yuanqian yq
珠海 zhuhai zh|珠海 zhuhai zh|珠海北 zhuhaibei zhb|珠海机场 zhuhaijichang zhjc|珠海长隆 zhuhaichanglong zhcl|横琴北 hengqinbei hqb|横琴 hengqin hq|井湾 jingwan jw|明珠 mingzhu mz|前山 qianshan qs|三灶东 sanzaodong szd|十字门 shizimen szm|唐家湾 tangjiawan tjw|湾仔 wanzai wz|湾仔北 wanzaibei wzb
湛江 zhanjiang zj|湛江北 zhanjiangbei zjb|湛江 zhanjiang zj|湛江西 zhanjiangxi zjx|河唇 hechun hc|廉江 lianjiang lj|雷州 leizhou lz|遂溪 suixi sx|吴川 wuchuan wc|徐闻 xuwen xw
富平 fuping fp|庄里 zhuangli zl|富平 fuping fp
驻马店 zhumadian zmd|驻马店 zhumadian zmd|驻马店西 zhumadianxi zmdx|确山 queshan qs|遂平 suiping sp|西平 xiping xp
中山 zhongshan zs|中山 zhongshan zs|翠亨 cuiheng ch|东升 dongsheng ds|古镇 guzhen gz|南朗 nanlang nl|南头 nantou nt|小榄 xiaolan xl|中山北 zhongshanbei zsb
昭通 zhaotong zt|昭通 zhaotong zt|镇雄 zhenxiong zx|果珠 guozhu gz|水富 shuifu sf|威信 weixin wx|以勒 yile yl
资阳 ziyang zy|资阳北 ziyangbei zyb|资阳西 ziyangxi zyx
张掖 zhangye zy|张掖 zhangye zy|张掖西 zhangyexi zyx|高台 gaotai gt|高台南 gaotainan gtn|狼尾山 langweishan lws|临泽 linze lz|临泽南 linzenan lzn|民乐 minle ml|平原堡 pingyuanpu pyp|山丹 shandan sd|山丹马场 shandanmachang sdmc|许三湾 xusanwan xsw
安溪 anxi ax|安溪 anxi ax
璧山 bishan bs|璧山 bishan bs
蒲城 pucheng pc|陈庄 chenzhuang cz|蒲石 pushi ps
青铜峡 qingtongxia qtx|大坝 daba db
邵东 shaodong sd|大禾塘 shaodong dh
玉门 yumen ym|低窝铺 diwopu dwp
建德 jiande jd|大洋 dayang dy|建德南 jiandenan jdn
当阳 dangyang dy|当阳西 dangyangxi dyx
大足 dazu dz|大足南 dazunan dzn
峨山 eshan es|峨山 eshan es|化念 huanian hn
奉节 fengjie fj|奉节 fengjie fj
凤阳 fengyang fy|凤阳 fengyang fy
岗嘎 gangga gg|岗嘎 gangga gg
贡嘎 gongga gg|贡嘎 gongga gg
个旧 gejiu gj|个旧 gejiu gj
鹤壁 hebi hb|鹤壁东 hebidong hbd|鹤壁 hebi hb
汉川 hanchuan hc|汉川北 hanchuanbei hcb
万宁 wanning wn|和乐 hele hl|神州 shenzhou sz|万宁 wanning wn
乐东 ledong ld|黄流 huangliu hl|尖峰 jianfeng jf|乐东 ledong ld
加查 jiacha jc|加查 jiacha jc
巴音郭楞蒙古自治州 bayinguoleng bygl|金山 jinshan js|南屯 nantun nt|且末 qiemo qm|瓦石峡 washixia wsx
京山 jingshan js|京山南 jingshannan jsn
上杭 shanghang sh|蛟洋 jiaoyang jy
济源 jiyuan jy|济源 jiyuan jy
临高 lingao lg|临高南 lingaonan lgn
灵武 lingwu lw|灵武 lingwu lw
莱芜 laiwu lw|莱芜西 laiwuxi lwx
朗县 langxian lx|朗县 langxian lx
芦溪 luxi lx|芦溪 luxi lx
来舟 laizhou lz|来舟 laizhou lz
墨江 mojiang mj|墨江 mojiang mj
米林 milin ml|米林 milin ml
马桥河 maqiaohe mqh|马桥河 maqiaohe mqh
麦园 maiyuan my|麦园 maiyuan my
宁洱 ninger ne|宁洱 ninger ne
潜江 qianjiang qj|潜江 qianjiang qj
昌江 changjiang cj|棋子湾 qiziwan qzw
山南 shannan sna|山南 shannan sna
神农架 shennongjia snj|神农架 shennongjia snj
桑日 sangri sri|桑日 sangri sri
沙县 shaxian sx|沙县 shaxian sx
海西州 haixizhou hxz|乌兰 wulan wl|茶卡 chaka ck
巫山 wushan ws|巫山 wushan ws
浠水 xishui xs|浠水 xishui xs|浠水南 xishuinan xsn
南涧 nanjian nj|小湾东 xiaowandong xwd
宜城 yicheng yc|宜城 yicheng yc
元江 yuanjiang yj|元江 yuanjiang yj
云阳 yunyang yy|云阳 yunyang yy
酉阳 youyang yy|酉阳 youyang yy
仪征 yizheng yz|仪征 yizheng yz
扎囊 zhanang zn|扎囊 zhanang zn
资溪 zixi zx|资溪 zixi zx
钟祥 zhongxiang zx|钟祥南 zhongxiangnan zxn
保山 baoshan bs|保山 baoshan bs
阿坝藏族羌族自治州 aba ab|黄龙九寨 huanglongjiuzhai hljz|黄胜关 huangshengguan hsg|茂县 maoxian mx|松潘 songpan sp|镇江关 zhenjiangguan zjg
石柱县 shizhuxian szx|黄水 huangshui hs
南川 nanchuan nc|南川北 nanchuanbei ncb|水江西 shuijiangxi sjx
铁门关 tiemenguan tmg|铁门关 tiemenguan tmg
香格里拉 xianggelila xgll|香格里拉 xianggelila xgll|小中甸 xiaozhongdian xzd
漾濞 yangbi yb|漾濞 yangbi yb
永平 yongping yp|永平县 yongpingxian ypx
`;
