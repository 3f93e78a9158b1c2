/** The console starts here. */
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import './app/console.css'
import './app/desk.css'
import './app/administration.css'
import './app/customers.css'
import './app/forms.css'
import './app/knowledge.css'
import './app/requests.css'
import './app/clocks.css'
import { createRouter } from './app/router.tsx'
import { followSystem } from './app/theme.ts'
import { createQueryClient } from './lib/queries.ts'

const root = document.querySelector('#root')
if (!root) throw new Error('The page has no place for the console.')
followSystem()
createRoot(root).render(<App client={createQueryClient()} router={createRouter()} />)
