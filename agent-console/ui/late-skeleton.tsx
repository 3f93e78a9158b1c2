/** A grey place for late data; it appears only after 150 ms, so that quick answers do not flicker. */
import { Skeleton } from 'antd'
import { useEffect, useState } from 'react'

export function LateSkeleton({ rows = 4 }: { rows?: number }) {
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 150)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div className="skeleton-place" style={{ minHeight: rows * 24 }}>
      {late && <Skeleton active title={false} paragraph={{ rows }} />}
    </div>
  )
}
