@_exported import CYouSaidABI

@_exported import struct Foundation.Date
