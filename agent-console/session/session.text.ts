import { defineText } from '../lib/i18n.ts'

export const sessionText = defineText(
  'session',
  {
    house: '航空客户联络中心',
    title: '坐席工作台',
    username: '用户名',
    password: '密码',
    login: '登录',
    usernameMissing: '请输入用户名',
    passwordMissing: '请输入密码',
    language: '界面语言',
    connecting: '正在连接服务器',
  },
  {
    house: 'Airline contact centre',
    title: 'Agent console',
    username: 'User name',
    password: 'Password',
    login: 'Log in',
    usernameMissing: 'Enter your user name',
    passwordMissing: 'Enter your password',
    language: 'Language',
    connecting: 'Connecting to the server',
  },
)
