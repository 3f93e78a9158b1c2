/** The mark of the house, drawn with the accent colour. */
export function Logo({ size = 22 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" className="logo">
      <rect width="32" height="32" rx="6" />
      <path d="M7 18.5 25 8l-4.5 17-5-5.2-4.2 3.2.4-5.2z" />
    </svg>
  )
}
