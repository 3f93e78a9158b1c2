/** The editor of requests where other features need it: in wrap-up and on the case page. */
import type { CaseEditorSlot } from '../cases/case-form.tsx'
import type { RequestEditorSlot } from '../interactions/wrap-up-form.tsx'
import { RequestEditor } from '../requests/request-editor.tsx'

export const requestEditor: RequestEditorSlot = (props) => <RequestEditor {...props} />
export const caseEditor: CaseEditorSlot = (props) => <RequestEditor {...props} />
