/** One of each daemon, one copy of the data, no manager: enough for S3, and quick to start. */
export function cephConf(directory: string, fsid: string, monitorAddress: string): string {
  return `[global]
fsid = ${fsid}
mon host = ${monitorAddress}
public addr = 127.0.0.1
cluster addr = 127.0.0.1
auth cluster required = cephx
auth service required = cephx
auth client required = cephx
keyring = ${directory}/keyring
run dir = ${directory}/run
admin socket =
log file = ${directory}/log/$name.log
crash dir = ${directory}/run
mon data = ${directory}/mon
osd data = ${directory}/osd
rgw data = ${directory}/rgw
mon allow pool size one = true
mon warn on pool no redundancy = false
mon data avail warn = 2
mon data avail crit = 1
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 8
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
osd objectstore = bluestore
bluestore block size = 20000000000
osd memory target = 939524096
rgw enable usage log = false
rgw dynamic resharding = false
`;
}
