/** What the caller says: the sound of the phone's one call. */
import { useEffect, useRef } from 'react'
import { usePhone } from '../lib/phone.ts'

export function RemoteAudio() {
  const stream = usePhone((state) => state.remoteAudio)
  const audio = useRef<HTMLAudioElement>(null)
  useEffect(() => {
    if (audio.current) audio.current.srcObject = stream ?? null
  }, [stream])
  // biome-ignore lint/a11y/useMediaCaption: a telephone call has no captions.
  return <audio ref={audio} autoPlay data-testid="remote-audio" />
}
