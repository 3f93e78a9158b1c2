import type { Kysely } from 'kysely'

/** Airports as the world knows them; what they are to this airline (`station_class`) is edited by an administrator. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('airport')
    .addColumn('iata', 'text', (c) => c.primaryKey())
    .addColumn('name_zh', 'text', (c) => c.notNull())
    .addColumn('name_en', 'text', (c) => c.notNull())
    .addColumn('city_zh', 'text', (c) => c.notNull())
    .addColumn('city_en', 'text', (c) => c.notNull())
    .addColumn('country', 'text', (c) => c.notNull())
    .addColumn('zone', 'text', (c) => c.notNull())
    // Ten thousandths of a degree: exact in both databases, eleven metres on the ground.
    .addColumn('latitude', 'integer', (c) => c.notNull())
    .addColumn('longitude', 'integer', (c) => c.notNull())
    .addColumn('station_class', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .execute()
  await (db as Kysely<{ airport: ReturnType<typeof rowOf> }>)
    .insertInto('airport')
    .values(facts.trim().split('\n').map(rowOf))
    .execute()
}

function rowOf(line: string) {
  const [iata, nameZh, nameEn, cityZh, cityEn, country, zone, latitude, longitude] = line.split('|') as [
    ...[string, string, string, string, string, string, string, string, string],
  ]
  return {
    iata,
    name_zh: nameZh,
    name_en: nameEn,
    city_zh: cityZh,
    city_en: cityEn,
    country,
    zone,
    latitude: Math.round(Number(latitude) * 10_000),
    longitude: Math.round(Number(longitude) * 10_000),
    station_class: country === 'CN' ? 'outstation-none' : 'overseas',
    version: 1,
  }
}

/** IATA, name and city in both languages, country (ISO 3166), zone, degrees north and east. Xinjiang flies by Beijing time. */
const facts = `
CAN|白云|Baiyun|广州|Guangzhou|CN|Asia/Shanghai|23.3924|113.2988
PEK|首都|Capital|北京|Beijing|CN|Asia/Shanghai|40.0801|116.5846
PKX|大兴|Daxing|北京|Beijing|CN|Asia/Shanghai|39.5098|116.4105
PVG|浦东|Pudong|上海|Shanghai|CN|Asia/Shanghai|31.1434|121.8052
SHA|虹桥|Hongqiao|上海|Shanghai|CN|Asia/Shanghai|31.1979|121.3363
SZX|宝安|Bao'an|深圳|Shenzhen|CN|Asia/Shanghai|22.6393|113.8107
CTU|双流|Shuangliu|成都|Chengdu|CN|Asia/Shanghai|30.5785|103.9471
TFU|天府|Tianfu|成都|Chengdu|CN|Asia/Shanghai|30.3197|104.4453
CKG|江北|Jiangbei|重庆|Chongqing|CN|Asia/Shanghai|29.7192|106.6417
KMG|长水|Changshui|昆明|Kunming|CN|Asia/Shanghai|25.1019|102.9292
XIY|咸阳|Xianyang|西安|Xi'an|CN|Asia/Shanghai|34.4471|108.7516
HGH|萧山|Xiaoshan|杭州|Hangzhou|CN|Asia/Shanghai|30.2295|120.4345
NKG|禄口|Lukou|南京|Nanjing|CN|Asia/Shanghai|31.7420|118.8620
WUH|天河|Tianhe|武汉|Wuhan|CN|Asia/Shanghai|30.7838|114.2081
CSX|黄花|Huanghua|长沙|Changsha|CN|Asia/Shanghai|28.1892|113.2196
CGO|新郑|Xinzheng|郑州|Zhengzhou|CN|Asia/Shanghai|34.5197|113.8409
TAO|胶东|Jiaodong|青岛|Qingdao|CN|Asia/Shanghai|36.3620|120.0880
XMN|高崎|Gaoqi|厦门|Xiamen|CN|Asia/Shanghai|24.5440|118.1277
FOC|长乐|Changle|福州|Fuzhou|CN|Asia/Shanghai|25.9351|119.6633
HAK|美兰|Meilan|海口|Haikou|CN|Asia/Shanghai|19.9349|110.4590
SYX|凤凰|Phoenix|三亚|Sanya|CN|Asia/Shanghai|18.3029|109.4123
NNG|吴圩|Wuxu|南宁|Nanning|CN|Asia/Shanghai|22.6083|108.1722
KWL|两江|Liangjiang|桂林|Guilin|CN|Asia/Shanghai|25.2181|110.0392
KWE|龙洞堡|Longdongbao|贵阳|Guiyang|CN|Asia/Shanghai|26.5385|106.8008
SHE|桃仙|Taoxian|沈阳|Shenyang|CN|Asia/Shanghai|41.6398|123.4834
DLC|周水子|Zhoushuizi|大连|Dalian|CN|Asia/Shanghai|38.9657|121.5386
HRB|太平|Taiping|哈尔滨|Harbin|CN|Asia/Shanghai|45.6234|126.2503
CGQ|龙嘉|Longjia|长春|Changchun|CN|Asia/Shanghai|43.9962|125.6854
TSN|滨海|Binhai|天津|Tianjin|CN|Asia/Shanghai|39.1244|117.3462
TNA|遥墙|Yaoqiang|济南|Jinan|CN|Asia/Shanghai|36.8572|117.2159
YNT|蓬莱|Penglai|烟台|Yantai|CN|Asia/Shanghai|37.6572|120.9872
WNZ|龙湾|Longwan|温州|Wenzhou|CN|Asia/Shanghai|27.9122|120.8522
NGB|栎社|Lishe|宁波|Ningbo|CN|Asia/Shanghai|29.8267|121.4619
HFE|新桥|Xinqiao|合肥|Hefei|CN|Asia/Shanghai|31.9880|116.9769
KHN|昌北|Changbei|南昌|Nanchang|CN|Asia/Shanghai|28.8650|115.9000
TYN|武宿|Wusu|太原|Taiyuan|CN|Asia/Shanghai|37.7469|112.6284
SJW|正定|Zhengding|石家庄|Shijiazhuang|CN|Asia/Shanghai|38.2807|114.6973
HET|白塔|Baita|呼和浩特|Hohhot|CN|Asia/Shanghai|40.8514|111.8241
LHW|中川|Zhongchuan|兰州|Lanzhou|CN|Asia/Shanghai|36.5152|103.6200
XNN|曹家堡|Caojiabao|西宁|Xining|CN|Asia/Shanghai|36.5275|102.0430
INC|河东|Hedong|银川|Yinchuan|CN|Asia/Shanghai|38.3217|106.3931
URC|天山|Tianshan|乌鲁木齐|Urumqi|CN|Asia/Shanghai|43.9071|87.4742
KHG|徕宁|Laining|喀什|Kashgar|CN|Asia/Shanghai|39.5429|76.0200
LXA|贡嘎|Gonggar|拉萨|Lhasa|CN|Asia/Shanghai|29.2978|90.9119
LJG|三义|Sanyi|丽江|Lijiang|CN|Asia/Shanghai|26.6800|100.2458
JHG|嘎洒|Gasa|西双版纳|Xishuangbanna|CN|Asia/Shanghai|21.9739|100.7600
ZUH|金湾|Jinwan|珠海|Zhuhai|CN|Asia/Shanghai|22.0064|113.3760
SWA|潮汕|Chaoshan|揭阳|Jieyang|CN|Asia/Shanghai|23.5520|116.5033
MXZ|长岗岌|Changgangji|梅州|Meizhou|CN|Asia/Shanghai|24.3500|116.1331
ZHA|吴川|Wuchuan|湛江|Zhanjiang|CN|Asia/Shanghai|21.4817|110.5903
JJN|晋江|Jinjiang|泉州|Quanzhou|CN|Asia/Shanghai|24.7964|118.5900
WUX|硕放|Shuofang|无锡|Wuxi|CN|Asia/Shanghai|31.4944|120.4294
YIW|义乌|Yiwu|义乌|Yiwu|CN|Asia/Shanghai|29.3447|120.0322
YIH|三峡|Sanxia|宜昌|Yichang|CN|Asia/Shanghai|30.5566|111.4799
DYG|荷花|Hehua|张家界|Zhangjiajie|CN|Asia/Shanghai|29.1028|110.4433
HKG|香港|Hong Kong|香港|Hong Kong|HK|Asia/Hong_Kong|22.3080|113.9185
MFM|澳门|Macau|澳门|Macau|MO|Asia/Macau|22.1496|113.5916
TPE|桃园|Taoyuan|台北|Taipei|TW|Asia/Taipei|25.0777|121.2328
KHH|高雄|Kaohsiung|高雄|Kaohsiung|TW|Asia/Taipei|22.5771|120.3500
NRT|成田|Narita|东京|Tokyo|JP|Asia/Tokyo|35.7647|140.3864
HND|羽田|Haneda|东京|Tokyo|JP|Asia/Tokyo|35.5523|139.7797
KIX|关西|Kansai|大阪|Osaka|JP|Asia/Tokyo|34.4347|135.2440
NGO|中部|Chubu|名古屋|Nagoya|JP|Asia/Tokyo|34.8584|136.8054
FUK|福冈|Fukuoka|福冈|Fukuoka|JP|Asia/Tokyo|33.5859|130.4507
CTS|新千岁|New Chitose|札幌|Sapporo|JP|Asia/Tokyo|42.7752|141.6923
ICN|仁川|Incheon|首尔|Seoul|KR|Asia/Seoul|37.4691|126.4505
PUS|金海|Gimhae|釜山|Busan|KR|Asia/Seoul|35.1795|128.9382
SIN|樟宜|Changi|新加坡|Singapore|SG|Asia/Singapore|1.3502|103.9944
BKK|素万那普|Suvarnabhumi|曼谷|Bangkok|TH|Asia/Bangkok|13.6811|100.7473
HKT|普吉|Phuket|普吉|Phuket|TH|Asia/Bangkok|8.1132|98.3169
KUL|吉隆坡|Kuala Lumpur|吉隆坡|Kuala Lumpur|MY|Asia/Kuala_Lumpur|2.7456|101.7099
PEN|槟城|Penang|槟城|Penang|MY|Asia/Kuala_Lumpur|5.2971|100.2770
CGK|苏加诺-哈达|Soekarno-Hatta|雅加达|Jakarta|ID|Asia/Jakarta|-6.1256|106.6559
DPS|伍拉·赖|Ngurah Rai|巴厘岛|Denpasar|ID|Asia/Makassar|-8.7482|115.1672
MNL|尼诺·阿基诺|Ninoy Aquino|马尼拉|Manila|PH|Asia/Manila|14.5086|121.0194
SGN|新山一|Tan Son Nhat|胡志明市|Ho Chi Minh City|VN|Asia/Ho_Chi_Minh|10.8188|106.6519
HAN|内排|Noi Bai|河内|Hanoi|VN|Asia/Bangkok|21.2212|105.8072
PNH|金边|Phnom Penh|金边|Phnom Penh|KH|Asia/Phnom_Penh|11.5466|104.8441
RGN|仰光|Yangon|仰光|Yangon|MM|Asia/Yangon|16.9073|96.1332
DEL|英迪拉·甘地|Indira Gandhi|新德里|Delhi|IN|Asia/Kolkata|28.5562|77.1000
BOM|孟买|Mumbai|孟买|Mumbai|IN|Asia/Kolkata|19.0896|72.8656
CMB|班达拉奈克|Bandaranaike|科伦坡|Colombo|LK|Asia/Colombo|7.1808|79.8841
KTM|特里布万|Tribhuvan|加德满都|Kathmandu|NP|Asia/Kathmandu|27.6966|85.3591
MLE|韦拉纳|Velana|马累|Malé|MV|Indian/Maldives|4.1918|73.5290
DXB|迪拜|Dubai|迪拜|Dubai|AE|Asia/Dubai|25.2532|55.3657
DOH|哈马德|Hamad|多哈|Doha|QA|Asia/Qatar|25.2731|51.6081
RUH|哈立德国王|King Khalid|利雅得|Riyadh|SA|Asia/Riyadh|24.9576|46.6988
IST|伊斯坦布尔|Istanbul|伊斯坦布尔|Istanbul|TR|Europe/Istanbul|41.2753|28.7519
SVO|谢列梅捷沃|Sheremetyevo|莫斯科|Moscow|RU|Europe/Moscow|55.9726|37.4146
LHR|希思罗|Heathrow|伦敦|London|GB|Europe/London|51.4700|-0.4543
LGW|盖特威克|Gatwick|伦敦|London|GB|Europe/London|51.1537|-0.1821
MAN|曼彻斯特|Manchester|曼彻斯特|Manchester|GB|Europe/London|53.3537|-2.2750
EDI|爱丁堡|Edinburgh|爱丁堡|Edinburgh|GB|Europe/London|55.9500|-3.3725
DUB|都柏林|Dublin|都柏林|Dublin|IE|Europe/Dublin|53.4213|-6.2701
CDG|戴高乐|Charles de Gaulle|巴黎|Paris|FR|Europe/Paris|49.0097|2.5479
NCE|蔚蓝海岸|Côte d'Azur|尼斯|Nice|FR|Europe/Paris|43.6584|7.2159
FRA|法兰克福|Frankfurt|法兰克福|Frankfurt|DE|Europe/Berlin|50.0379|8.5622
MUC|慕尼黑|Munich|慕尼黑|Munich|DE|Europe/Berlin|48.3538|11.7861
BER|勃兰登堡|Brandenburg|柏林|Berlin|DE|Europe/Berlin|52.3667|13.5033
AMS|史基浦|Schiphol|阿姆斯特丹|Amsterdam|NL|Europe/Amsterdam|52.3105|4.7683
BRU|布鲁塞尔|Brussels|布鲁塞尔|Brussels|BE|Europe/Brussels|50.9010|4.4844
MAD|巴拉哈斯|Barajas|马德里|Madrid|ES|Europe/Madrid|40.4983|-3.5676
BCN|埃尔普拉特|El Prat|巴塞罗那|Barcelona|ES|Europe/Madrid|41.2974|2.0833
LIS|温贝托·德尔加多|Humberto Delgado|里斯本|Lisbon|PT|Europe/Lisbon|38.7742|-9.1342
FCO|菲乌米奇诺|Fiumicino|罗马|Rome|IT|Europe/Rome|41.8003|12.2389
MXP|马尔彭萨|Malpensa|米兰|Milan|IT|Europe/Rome|45.6306|8.7281
VIE|施韦夏特|Schwechat|维也纳|Vienna|AT|Europe/Vienna|48.1103|16.5697
ZRH|苏黎世|Zurich|苏黎世|Zurich|CH|Europe/Zurich|47.4582|8.5555
CPH|凯斯楚普|Kastrup|哥本哈根|Copenhagen|DK|Europe/Copenhagen|55.6180|12.6508
ARN|阿兰达|Arlanda|斯德哥尔摩|Stockholm|SE|Europe/Stockholm|59.6498|17.9238
HEL|万塔|Vantaa|赫尔辛基|Helsinki|FI|Europe/Helsinki|60.3172|24.9633
OSL|加勒穆恩|Gardermoen|奥斯陆|Oslo|NO|Europe/Oslo|60.1976|11.1004
PRG|哈维尔|Václav Havel|布拉格|Prague|CZ|Europe/Prague|50.1008|14.2600
BUD|李斯特|Ferenc Liszt|布达佩斯|Budapest|HU|Europe/Budapest|47.4369|19.2556
WAW|肖邦|Chopin|华沙|Warsaw|PL|Europe/Warsaw|52.1657|20.9671
ATH|韦尼泽洛斯|Eleftherios Venizelos|雅典|Athens|GR|Europe/Athens|37.9364|23.9445
JFK|肯尼迪|John F. Kennedy|纽约|New York|US|America/New_York|40.6413|-73.7781
EWR|纽瓦克|Newark|纽约|New York|US|America/New_York|40.6895|-74.1745
BOS|洛根|Logan|波士顿|Boston|US|America/New_York|42.3656|-71.0096
IAD|杜勒斯|Dulles|华盛顿|Washington|US|America/New_York|38.9531|-77.4565
ORD|奥黑尔|O'Hare|芝加哥|Chicago|US|America/Chicago|41.9742|-87.9073
LAX|洛杉矶|Los Angeles|洛杉矶|Los Angeles|US|America/Los_Angeles|33.9416|-118.4085
SFO|旧金山|San Francisco|旧金山|San Francisco|US|America/Los_Angeles|37.6213|-122.3790
SEA|西雅图-塔科马|Seattle-Tacoma|西雅图|Seattle|US|America/Los_Angeles|47.4502|-122.3088
HNL|檀香山|Honolulu|檀香山|Honolulu|US|Pacific/Honolulu|21.3187|-157.9225
YVR|温哥华|Vancouver|温哥华|Vancouver|CA|America/Vancouver|49.1967|-123.1815
YYZ|皮尔逊|Pearson|多伦多|Toronto|CA|America/Toronto|43.6777|-79.6248
MEX|墨西哥城|Mexico City|墨西哥城|Mexico City|MX|America/Mexico_City|19.4361|-99.0719
SYD|金斯福德·史密斯|Kingsford Smith|悉尼|Sydney|AU|Australia/Sydney|-33.9399|151.1753
MEL|墨尔本|Melbourne|墨尔本|Melbourne|AU|Australia/Melbourne|-37.6690|144.8410
BNE|布里斯班|Brisbane|布里斯班|Brisbane|AU|Australia/Brisbane|-27.3942|153.1218
PER|珀斯|Perth|珀斯|Perth|AU|Australia/Perth|-31.9385|115.9672
AKL|奥克兰|Auckland|奥克兰|Auckland|NZ|Pacific/Auckland|-37.0082|174.7850
CHC|克赖斯特彻奇|Christchurch|克赖斯特彻奇|Christchurch|NZ|Pacific/Auckland|-43.4894|172.5322
NBO|乔莫·肯雅塔|Jomo Kenyatta|内罗毕|Nairobi|KE|Africa/Nairobi|-1.3192|36.9278
ADD|博莱|Bole|亚的斯亚贝巴|Addis Ababa|ET|Africa/Addis_Ababa|8.9779|38.7993
CAI|开罗|Cairo|开罗|Cairo|EG|Africa/Cairo|30.1219|31.4056
JNB|坦博|O.R. Tambo|约翰内斯堡|Johannesburg|ZA|Africa/Johannesburg|-26.1367|28.2411
GRU|瓜鲁柳斯|Guarulhos|圣保罗|São Paulo|BR|America/Sao_Paulo|-23.4356|-46.4731
`
