/** The branches and sales offices of the demo airline (AC-13: 6 and 142), each with the places it looks after. */
import type { DemoUnit } from './demo.ports.ts'

interface Branch {
  code: string
  zh: string
  en: string
  /** Seat of the branch. */
  city: readonly [zh: string, en: string]
  /** Provinces whose passengers are its own where no office is nearer. */
  provinces: string
  /** `city` or `city: districts`, one office each; the first office of a city looks after the whole city. */
  offices: string
}

const branches: Branch[] = [
  {
    code: 'north-china',
    zh: '华北分公司',
    en: 'North China Branch',
    city: ['北京', 'Beijing'],
    provinces: '天津,Tianjin,河北,Hebei,山西,Shanxi,内蒙古,Inner Mongolia',
    offices: `北京 Beijing: 朝阳 Chaoyang, 海淀 Haidian, 西城 Xicheng, 东城 Dongcheng, 丰台 Fengtai, 顺义 Shunyi
      天津 Tianjin: 和平 Heping, 滨海 Binhai
      石家庄 Shijiazhuang; 唐山 Tangshan; 保定 Baoding; 秦皇岛 Qinhuangdao; 邯郸 Handan; 张家口 Zhangjiakou
      太原 Taiyuan; 大同 Datong; 运城 Yuncheng; 长治 Changzhi
      呼和浩特 Hohhot; 包头 Baotou; 鄂尔多斯 Ordos; 赤峰 Chifeng`,
  },
  {
    code: 'north-east',
    zh: '东北分公司',
    en: 'North-East Branch',
    city: ['沈阳', 'Shenyang'],
    provinces: '辽宁,Liaoning,吉林,Jilin,黑龙江,Heilongjiang',
    offices: `沈阳 Shenyang: 沈河 Shenhe, 铁西 Tiexi
      大连 Dalian: 西岗 Xigang, 沙河口 Shahekou
      鞍山 Anshan; 锦州 Jinzhou; 丹东 Dandong; 营口 Yingkou
      长春 Changchun: 朝阳 Chaoyang, 南关 Nanguan
      延吉 Yanji; 通化 Tonghua
      哈尔滨 Harbin: 道里 Daoli, 南岗 Nangang
      大庆 Daqing; 牡丹江 Mudanjiang; 佳木斯 Jiamusi; 齐齐哈尔 Qiqihar`,
  },
  {
    code: 'east-china',
    zh: '华东分公司',
    en: 'East China Branch',
    city: ['上海', 'Shanghai'],
    provinces: '江苏,Jiangsu,浙江,Zhejiang,安徽,Anhui,山东,Shandong',
    offices: `上海 Shanghai: 黄浦 Huangpu, 浦东 Pudong, 静安 Jing'an, 徐汇 Xuhui, 长宁 Changning, 闵行 Minhang, 虹口 Hongkou
      南京 Nanjing: 鼓楼 Gulou, 江宁 Jiangning
      苏州 Suzhou; 无锡 Wuxi; 常州 Changzhou; 南通 Nantong; 徐州 Xuzhou; 扬州 Yangzhou; 盐城 Yancheng; 连云港 Lianyungang
      杭州 Hangzhou: 西湖 Xihu, 滨江 Binjiang, 萧山 Xiaoshan
      宁波 Ningbo; 温州 Wenzhou; 义乌 Yiwu; 绍兴 Shaoxing; 嘉兴 Jiaxing; 湖州 Huzhou
      合肥 Hefei; 芜湖 Wuhu; 黄山 Huangshan
      济南 Jinan; 青岛 Qingdao; 烟台 Yantai; 威海 Weihai; 潍坊 Weifang; 临沂 Linyi`,
  },
  {
    code: 'south-china',
    zh: '华南分公司',
    en: 'South China Branch',
    city: ['广州', 'Guangzhou'],
    provinces: '广东,Guangdong,广西,Guangxi,海南,Hainan,福建,Fujian,香港,Hong Kong,澳门,Macau',
    offices: `广州 Guangzhou: 越秀 Yuexiu, 天河 Tianhe, 海珠 Haizhu, 白云 Baiyun, 番禺 Panyu
      深圳 Shenzhen: 福田 Futian, 南山 Nanshan, 罗湖 Luohu, 宝安 Bao'an
      珠海 Zhuhai; 佛山 Foshan; 东莞 Dongguan; 中山 Zhongshan; 汕头 Shantou; 湛江 Zhanjiang; 惠州 Huizhou
      南宁 Nanning; 桂林 Guilin; 柳州 Liuzhou
      海口 Haikou; 三亚 Sanya
      福州 Fuzhou; 厦门 Xiamen; 泉州 Quanzhou
      香港 Hong Kong`,
  },
  {
    code: 'central-china',
    zh: '华中分公司',
    en: 'Central China Branch',
    city: ['武汉', 'Wuhan'],
    provinces: '湖北,Hubei,湖南,Hunan,河南,Henan,江西,Jiangxi',
    offices: `武汉 Wuhan: 江汉 Jianghan, 武昌 Wuchang
      宜昌 Yichang; 襄阳 Xiangyang; 恩施 Enshi
      长沙 Changsha: 芙蓉 Furong, 岳麓 Yuelu
      张家界 Zhangjiajie; 常德 Changde; 衡阳 Hengyang; 岳阳 Yueyang
      郑州 Zhengzhou: 金水 Jinshui, 二七 Erqi
      洛阳 Luoyang; 南阳 Nanyang
      南昌 Nanchang; 赣州 Ganzhou; 九江 Jiujiang`,
  },
  {
    code: 'west-china',
    zh: '西部分公司',
    en: 'West China Branch',
    city: ['成都', 'Chengdu'],
    provinces:
      '四川,Sichuan,重庆,Chongqing,云南,Yunnan,贵州,Guizhou,西藏,Tibet,陕西,Shaanxi,甘肃,Gansu,青海,Qinghai,宁夏,Ningxia,新疆,Xinjiang',
    offices: `成都 Chengdu: 锦江 Jinjiang, 武侯 Wuhou, 高新 Gaoxin
      绵阳 Mianyang; 宜宾 Yibin; 西昌 Xichang
      重庆 Chongqing: 渝中 Yuzhong, 江北 Jiangbei
      昆明 Kunming: 五华 Wuhua, 官渡 Guandu
      大理 Dali; 丽江 Lijiang; 西双版纳 Xishuangbanna
      贵阳 Guiyang; 遵义 Zunyi
      拉萨 Lhasa
      西安 Xi'an: 碑林 Beilin, 雁塔 Yanta
      榆林 Yulin; 兰州 Lanzhou; 西宁 Xining; 银川 Yinchuan; 乌鲁木齐 Urumqi; 喀什 Kashgar`,
  },
]

const roads = [
  ['人民路', 'Renmin Road'],
  ['建设路', 'Jianshe Road'],
  ['解放路', 'Jiefang Road'],
  ['迎宾大道', 'Yingbin Avenue'],
  ['机场路', 'Jichang Road'],
  ['和平大街', 'Heping Street'],
] as const

/** The branches, and under each (by its code) its offices. */
export function demoBranches(): Array<{ branch: DemoUnit; offices: DemoUnit[] }> {
  let n = 0
  return branches.map(({ code, zh, en, city, provinces, offices }, i) => ({
    branch: {
      code,
      kind: 'branch',
      name: { zh, en },
      city: { zh: city[0], en: city[1] },
      address: { zh: `${city[0]}市机场路${10 + i}号`, en: `${10 + i} Jichang Road, ${city[1]}` },
      phone: `6${i + 1}000`,
      serves: provinces.split(','),
      service: 'full-time',
    },
    offices: offices
      .split(/[;\n]/)
      .filter((line) => line.trim() !== '')
      .flatMap((line) => officesOf(line, () => ++n)),
  }))
}

/** `北京 Beijing: 朝阳 Chaoyang, 海淀 Haidian` */
function officesOf(line: string, next: () => number): DemoUnit[] {
  const [place = '', districts] = line.split(':')
  const [zh, en] = words(place)
  if (districts === undefined) return [office({ zh, en, n: next() })]
  return districts.split(',').map((district, i) => {
    const [inZh, inEn] = words(district)
    return office({ zh, en, n: next(), district: [inZh, inEn], first: i === 0 })
  })
}

interface Place {
  zh: string
  en: string
  n: number
  district?: [zh: string, en: string]
  first?: boolean
}

function office({ zh, en, n, district, first = true }: Place): DemoUnit {
  const [road, roadEn] = roads[n % roads.length]!
  const [inZh, inEn] = district ?? ['', '']
  const number = 6 + ((n * 37) % 280)
  const places = district ? [`${zh}/${inZh}`, `${en}/${inEn}`] : []
  return {
    code: ['sales', slug(en), ...(district ? [slug(inEn)] : [])].join('-'),
    kind: 'sales-office',
    name: { zh: `${zh}${inZh}营业部`, en: `${en}${inEn && ` ${inEn}`} Sales Office` },
    city: { zh, en },
    address: {
      zh: `${zh}市${inZh && `${inZh}区`}${road}${number}号`,
      en: `${number} ${roadEn},${inEn && ` ${inEn},`} ${en}`,
    },
    phone: `7${String(n).padStart(4, '0')}`,
    serves: first ? [zh, en, ...places] : places,
    service: n % 4 === 0 ? 'full-time' : 'part-time',
  }
}

function words(text: string): [zh: string, en: string] {
  const [zh = '', ...en] = text.trim().split(' ')
  return [zh, en.join(' ')]
}

const slug = (en: string): string =>
  en
    .toLowerCase()
    .replace(/[^a-z ]/g, '')
    .replaceAll(' ', '-')
