// What a test gives to a `PretendForum` that is to keep hours and limits.
@_exported import struct Engine.Manners
@_exported import struct Engine.OpenHours
