desk-title = 工作台
desk-empty = 尚无磋商。
desk-public-page = 公众看到的页面
consultation-new-title = 新建磋商
consultation-edit-title = 编辑标题和说明
draft-new-title = 新建草案
draft-edit-title = 编辑名称和读者范围
draft-create = 创建草案
draft-name-in = 名称（{ $language }）
draft-note-in = 新内容说明（{ $language }）
draft-preparing = 编写中
draft-final = 最后案文
draft-invited = 仅限受邀者
draft-comments-only = 仅供提出意见，请勿引用
draft-mark-final = 这是最后一稿草案
draft-published-doubtful = { $n ->
   *[other] 公布时有{ $n }处存疑的对应关系未经确认。
}
draft-preview-notice = 预览：读者将看到的页面。目前只有工作人员可见。
draft-desk-title = 草案第{ $number }稿，工作台
draft-texts = 案文
draft-no-text = 尚无案文。请先导入作准文本（{ $language }）。
draft-open-lead = 只有受邀者可以阅读本草案。
draft-open = 向所有人开放阅读
audience-public = 所有人（公布之后）
audience-invited = 仅限受邀者
step-text = 导入案文
step-text-missing = 尚未完成
step-text-done = 已导入
step-lineage = 核对草案第{ $number }稿各段落的去向
step-lineage-doubtful = { $n ->
   *[other] { $n }处存疑的对应关系未经任何人确认
}
step-lineage-done = 没有存疑的对应关系
step-causes = 说明段落修改的原因
step-causes-open = { $n ->
   *[other] { $n }处修改未注明原因
}
step-causes-done = 每处修改均已注明原因
step-preview = 以公众身份预览
step-publish = 公布
step-published = 已公布：查看公开页面
version-published = 已公布
version-digest = 文件哈希值（SHA-256）：
version-warnings = { $n ->
   *[other] { $n }项警告
}
version-warning = 第{ $block }块：{ $problem }
version-publish = 公布此译文
import-title = 导入案文
import-lead = Word（.docx）、HTML或Markdown格式。重新导入某一语文的案文将取代原文；您已确认的内容和已注明的原因予以保留。
import-do = 导入
tracked-accept = 按接受全部修订读取案文
tracked-reject = 按拒绝全部修订读取案文
rounds-title = 意见征集轮次
rounds-none = 尚无轮次。
rounds-line = { $opens }至{ $closes }
rounds-extend = 延期
rounds-new = 开启新一轮
rounds-audience = 谁可以参加
rounds-public = 所有人
rounds-invited = 仅限受邀者
invitations-title = 阅读邀请
invitations-lead = 每份邀请都有自己的网址。草案公布后，凡持有该网址者均可阅读，直至您撤销邀请。
invitations-made = 此网址仅显示这一次。请复制并发送。
invitations-revoked = 已撤销
invitations-revoke = 撤销对{ $note }的邀请
invitations-new = 创建邀请
draft-lineage-title = 草案第{ $number }稿：各段落的来源
lineage-doubtful = { $n ->
   *[other] { $n }处对应关系存疑。请逐一查看，予以确认或更正。
}
lineage-none-doubtful = 没有存疑的对应关系。
lineage-lead = 每个段落均显示其在草案第{ $number }稿中的原貌和所作改动。重新导入案文后，您的选择予以保留。
lineage-no-before = 在此之前没有已公布的草案，因此每个段落都是新增的。
lineage-show-doubtful = 仅显示存疑
lineage-show-all = 所有修改
lineage-question = 此段源自草案第{ $number }稿的哪一段？
lineage-alike = 相似度{ $percent }%
lineage-new = 无：新增段落
lineage-several = 多个段落：
lineage-confirm = 确认
lineage-confirmed = 已经人工确认
draft-causes-title = 草案第{ $number }稿：段落修改的原因
causes-lead = 读者会在每处修改旁看到原因。一处修改可有多个原因。
causes-none = 没有段落改动文字。
causes-name = 注明原因
causes-save = 保存原因
causes-remove = 移除
draft-publication-title = 公布草案第{ $number }稿
publication-lead = 案文一经公布，永不更改。读者可立即看到案文及其来源文件的哈希值。
publication-acknowledge = { $n ->
   *[other] 带有{ $n }处存疑的对应关系予以公布；该数目将向读者显示。
}
version-pairing = 与有效文本对照
pairing-title = 草案第{ $number }稿译文：
pairing-lead = 译文的每个文段都对应有效文本的一个段落：对其一的意见即是对另一的意见。以下为两者似不一致之处。
pairing-count = { $n ->
   *[other] 有{ $n }处需要查看。
}
pairing-none = 两个文本一致。
pairing-show-all = 显示全部文段
pairing-show-doubtful = 只显示似不一致之处
pairing-missing = 此段没有译文
pairing-alone = 此文段不对应任何段落
pairing-other-number = 编号或层级不同
pairing-other-length = 篇幅相差很大
pairing-nothing = 译文中没有
pairing-no-paragraph = 无对应段落
pairing-confirm = 对应无误
field-first = 起始段落（#后的编号；留空：无）
field-last = 截止段落
